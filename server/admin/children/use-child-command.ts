import type { ChildDetail } from '#shared/people/family.js';
import { App } from 'antd';
import { changeChild, type ChildAction } from '../api/children.api.js';
import { useCommand } from '../ui/use-command.js';

/** A command on a child's family, with its keys; what comes of it is said and shown. */
export function useChildCommand(child: ChildDetail, action: ChildAction, onChanged: () => void) {
  const { message } = App.useApp();
  return useCommand(
    (body: object, key) => changeChild(child.token, action, body, key),
    () => {
      void message.success('存好了');
      onChanged();
    },
  );
}

/** Whoever can be kept from a child, as choices: her guardians, and the 儿童主任 who has her. */
export function adultsAsChoices(child: ChildDetail): { value: string; label: string }[] {
  const officers = (child.family?.villageOfficers ?? []).flatMap(({ person: { token, name } }) =>
    token === null ? [] : [{ value: token, label: `${name}（儿童主任）` }],
  );
  // Of somebody who is both, or has the child again later, one line.
  const choices = [...officers, ...guardiansAsChoices(child)].map((one) => [one.value, one] as const);
  return [...new Map(choices).values()];
}

/** The guardians of a child as choices of a picker; those on whom the reader may not act are left out. */
export function guardiansAsChoices({ family }: ChildDetail): { value: string; label: string }[] {
  return (family?.guardians ?? []).flatMap(({ person: { token, name } }) =>
    token === null ? [] : [{ value: token, label: name }],
  );
}
