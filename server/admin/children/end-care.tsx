import type { ChildDetail, ChildFamily } from '#shared/people/family.js';
import { DayField } from '../ui/day-field.js';
import { FormDrawer } from '../ui/form-drawer.js';
import { today } from '../ui/when.js';
import { useChildCommand } from './use-child-command.js';

interface Props {
  child: ChildDetail;
  care: ChildFamily['entrustedCare'][number];
  onClose: () => void;
  onDone: () => void;
}

/** Ends entrusted care: the parents are back, or somebody else looks after the child. */
export function EndCare({ child, care: { carer }, onClose, onDone }: Props) {
  const command = useChildCommand(child, 'end-entrusted-care', onDone);
  return (
    <FormDrawer<{ toDay: string }, object>
      title={`结束${carer.name}的照护`}
      onClose={onClose}
      command={command}
      initial={{ toDay: today() }}
      toBody={({ toDay }) => ({ carer: carer.token, toDay })}
      testId="care-end"
    >
      <DayField name="toDay" label="最后一天" missing="请选日子" />
    </FormDrawer>
  );
}
