import type { StaffMember } from '#shared/people/contract.js';
import { StaffAbsences } from './staff-presence-absences.js';
import { StaffHours } from './staff-presence-hours.js';
import { StaffNicknames } from './staff-presence-nicknames.js';

/** When somebody is there, and what families call her: who is handed a matter, and who must not see one. */
export function StaffPresence({ member }: { member: StaffMember }) {
  return (
    <>
      <section className="panel-part" aria-label="不在的日子">
        <h2>不在的日子</h2>
        <p className="soft">不在的时候，新来的事交给别人；还没接下的，当天转走。</p>
        <StaffAbsences token={member.token} />
      </section>
      <section className="panel-part" aria-label="自己的上班时间">
        <h2>自己的上班时间</h2>
        <p className="soft">和学校一样的不用填。来不及第一时间答复的事，会交给别人。</p>
        <StaffHours token={member.token} />
      </section>
      <section className="panel-part" aria-label="家长怎么称呼">
        <h2>家长怎么称呼</h2>
        <p className="soft">家长说到这些称呼，这件事就不给本人看。</p>
        <StaffNicknames token={member.token} />
      </section>
    </>
  );
}
