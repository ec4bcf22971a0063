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

/** Today as a calendar day in Asia/Shanghai, YYYY-MM-DD. */
export const today = (): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
