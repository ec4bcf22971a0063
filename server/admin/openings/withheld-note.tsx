import { openForHours } from '#shared/people/opening-limits.js';
import { fieldClasses } from '#shared/people/field-classes.js';
import type { ChildDetail } from '#shared/people/family.js';
import { Alert } from 'antd';

/** Says what the family has not agreed to show, and what is left in an emergency. */
export function WithheldNote({ child }: { child: ChildDetail }) {
  const { withheld, abilities } = child;
  if (withheld.length === 0) return null;
  const canOpen = withheld.every((one) => abilities.openFields.includes(one));
  return (
    <Alert
      type="info"
      showIcon
      data-testid="withheld"
      title={`${withheld.map((one) => fieldClasses[one]).join('、')}资料：家里还没有同意给看，这里不显示`}
      description={
        canOpen
          ? `孩子出了急事（比如送医院，要知道对什么过敏），可以写明原因，打开 ${openForHours} 小时。家里会看到是谁看的。`
          : undefined
      }
    />
  );
}
