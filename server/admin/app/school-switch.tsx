import { Select } from 'antd';
import { useSession } from '../session/session-context.js';

/** Name of the school; somebody who works in several chooses here which one the pages show. */
export function SchoolSwitch() {
  const { session, school, chooseSchool } = useSession();
  if (session.schools.length < 2) return <div className="school-name">{school?.name ?? '心桥'}</div>;
  return (
    <div className="school-name">
      <Select
        id="school-switch"
        data-testid="school-switch"
        aria-label="选择学校"
        variant="borderless"
        value={school?.token}
        onChange={chooseSchool}
        options={session.schools.map(({ token, name }) => ({ value: token, label: name }))}
        style={{ maxWidth: '100%' }}
        popupMatchSelectWidth={false}
      />
    </div>
  );
}
