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

/** The guardians of a child as choices of a picker; those on whom the reader may not act are left out. */
export function guardiansAsChoices({ family }: ChildDetail): { value: string; label: string }[] {
  return (family?.guardians ?? []).flatMap(({ person: { token, name } }) =>
    token === null ? [] : [{ value: token, label: name }],
  );
}
