import type { ApiError } from '../api/api-error.js';
import { DayField } from '../ui/day-field.js';
import { FormDrawer } from '../ui/form-drawer.js';
import { ReasonField } from './reason-field.js';

export interface Ending {
  toDay: string | null;
  because: string;
}

interface Props {
  /** Whose role, and which. */
  title: string;
  command: {
    mutate: (body: Ending, options: { onError: (error: ApiError) => void }) => void;
    error: ApiError | null;
    isPending: boolean;
  };
  onClose: () => void;
}

/** Ends a role: at once, or with a day to come. */
export function EndRoleForm({ title, command, onClose }: Props) {
  return (
    <FormDrawer<{ toDay?: string | null; because: string }, Ending>
      title={title}
      onClose={onClose}
      command={command}
      toBody={({ toDay, because }) => ({ toDay: toDay ?? null, because })}
      testId="role-end"
    >
      <p className="form-note">结束以后，这个岗位能看的、能做的就不能了。记录留着。</p>
      <DayField name="toDay" label="最后一天（不填就现在结束）" />
      <ReasonField testId="role-end-because" />
    </FormDrawer>
  );
}
