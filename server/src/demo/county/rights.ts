import type { GuardianshipRight } from '#shared/people/vocabulary.js';
import type { DemoAdult, Standing } from '../demo.types.js';

/** One of the four things, with what it rests on and, counted from today, when it ends or ended. */
export interface DemoRight {
  kind: GuardianshipRight;
  evidence: string;
  endsInDays: number | null;
}

const right = (kind: GuardianshipRight, evidence: string, endsInDays: number | null = null): DemoRight => ({
  kind,
  evidence,
  endsInDays,
});

const rightsOf: Readonly<Record<Standing, readonly DemoRight[]>> = {
  home: [
    right('authority', '出生证明、户口簿'),
    right('care', '入园登记表：同住'),
    right('contact', '本人留的电话'),
    right('pickup', '接送卡'),
  ],
  away: [right('authority', '出生证明、户口簿'), right('contact', '本人留的电话')],
  carer: [
    right('care', '入园登记表：同住，父母口头委托'),
    right('contact', '本人到校登记'),
    right('pickup', '接送卡'),
  ],
  entrusted: [
    right('care', '委托照护书面协议，村委会存一份', 210),
    right('contact', '委托照护书面协议', 210),
    right('pickup', '接送卡，随协议到期', 210),
  ],
  apart: [
    right('authority', '出生证明；离婚协议：双方共同行使'),
    right('contact', '离婚协议：两边都要告知'),
    right('pickup', '离婚协议：周五由父亲接', 180),
  ],
  nearby: [right('pickup', '接送卡，父母书面同意')],
  barred: [
    right('authority', '法院判决：撤销监护人资格', -200),
    right('contact', '法院裁定：不得联系孩子', -200),
    right('pickup', '法院裁定：不得接走孩子', -200),
  ],
};

/** The rights of an adult of a household; where nobody has a phone, word is brought by hand. */
export function rightsFor(adult: DemoAdult, phoneless: boolean): DemoRight[] {
  return rightsOf[adult.standing].map((one) => {
    if (one.kind !== 'contact') return one;
    if (adult.city !== null) return { ...one, evidence: `在${adult.city}务工，留了电话` };
    return phoneless ? { ...one, evidence: '家里没有手机，老师捎信或上门' } : one;
  });
}
