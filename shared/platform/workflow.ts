/**
 * A workflow is data: which states there are, of what type, and which action leads from where to where, who may do it
 * and what must be given. One engine on the server carries out every workflow; screens read the same data.
 */
export interface StateDefinition {
  /** open: somebody must act · closed: ended · fixed: ended, and the one who raised it says it is good. */
  readonly type: 'open' | 'closed' | 'fixed';
  readonly label: string;
}

export interface Transition<State extends string, Actor extends string> {
  readonly from: readonly State[];
  /** null: the action is recorded, the state stays. */
  readonly to: State | null;
  readonly by: readonly Actor[];
  /** Fields of the command that must not be empty. */
  readonly requires?: readonly string[];
}

export interface Workflow<State extends string, Action extends string, Actor extends string> {
  readonly initial: State;
  readonly states: Readonly<Record<State, StateDefinition>>;
  readonly transitions: Readonly<Record<Action, Transition<State, Actor>>>;
}

/** Keeps the literal types of a workflow while checking its shape. */
export function defineWorkflow<State extends string, Action extends string, Actor extends string>(
  workflow: Workflow<State, Action, Actor>,
): Workflow<State, Action, Actor> {
  return workflow;
}

/** Whether `action` may be carried out from `state` by somebody who stands in one of `actors` to the subject. */
export function allows<State extends string, Action extends string, Actor extends string>(
  workflow: Workflow<State, Action, Actor>,
  action: Action,
  state: State,
  actors: readonly Actor[],
): boolean {
  const transition = workflow.transitions[action];
  return transition.from.includes(state) && transition.by.some((actor) => actors.includes(actor));
}
