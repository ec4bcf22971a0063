import type { ClassroomDetail } from '#shared/people/classrooms.js';
import { Link } from 'react-router-dom';
import { onDay } from '../ui/when.js';

/** The children of a classroom; each name leads to her own page, where she changes classrooms. */
export function ClassroomPupils({ classroom }: { classroom: ClassroomDetail }) {
  const { pupils } = classroom;
  return (
    <section className="panel-part" aria-label="孩子">
      <h2>孩子（{pupils.length} 个）</h2>
      {pupils.length === 0 && <p className="soft">班里现在没有孩子。</p>}
      <ul className="plain-list" data-testid="pupils">
        {pupils.map(({ token, name, birthDay }) => (
          <li key={token} className="role-row" data-testid="pupil" data-token={token}>
            <Link to={`/children?child=${token}`}>{name}</Link>
            <span className="soft">{birthDay === null ? '没有登记生日' : `${onDay(birthDay)}出生`}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
