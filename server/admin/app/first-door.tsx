import { Navigate } from 'react-router-dom';
import { useLeads, useSession } from '../session/session-context.js';
import { Face } from '../ui/faces.js';
import { openDoors } from './doors.js';

/** /admin itself: leads to the first page that is open to this person. */
export function FirstDoor() {
  const { session } = useSession();
  const leads = useLeads();
  // The first screen is that of the school that is shown: who leads another one begins at the board here.
  const first = openDoors(session.abilities).find(({ path }) => leads || path !== '/today');
  if (first) return <Navigate to={first.path} replace />;
  return (
    <div className="card" data-testid="no-doors">
      <Face
        drawing="lost"
        title="这里没有您能打开的页面"
        text="请在微信小程序里使用心桥。需要管理权限，请找学校管理员。"
      />
    </div>
  );
}
