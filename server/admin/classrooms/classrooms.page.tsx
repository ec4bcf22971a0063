import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Segmented } from 'antd';
import { useState } from 'react';
import { createClassroom, getClassroomBook } from '../api/classrooms.api.js';
import { schoolLists } from '../school/school-lists.js';
import { useSchoolToken } from '../session/session-context.js';
import { AddByName } from '../ui/add-by-name.js';
import { EmptyFace } from '../ui/faces.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { useListParams } from '../ui/use-list-params.js';
import { ClassroomPanel } from './classroom-panel.js';
import { ClassroomTable } from './classroom-table.js';
import { MoveUpForm } from './move-up-form.js';

/** 班级: who teaches and who is in which classroom; opening, naming, moving up and closing them. */
export function Component() {
  const school = useSchoolToken();
  const cache = useQueryClient();
  const list = useListParams();
  const [movingUp, setMovingUp] = useState(false);
  const active = list.get('active') === 'false' ? 'false' : 'true';
  const book = useQuery({
    queryKey: ['classroom-book', school, active],
    queryFn: ({ signal }) => getClassroomBook({ school, active }, signal),
  });
  const changed = () => {
    for (const key of ['classroom-book', 'classroom', 'roster', 'staff'])
      void cache.invalidateQueries({ queryKey: [key] });
    void cache.invalidateQueries({ queryKey: schoolLists.classrooms(school) });
  };
  const chosen = list.get('classroom');
  const manages = book.data?.abilities.manage ?? false;
  return (
    <div className="stack">
      <PageHead title="班级" note="每个班有谁教、有哪些孩子。学年末一次办好升班和毕业。">
        <Segmented
          aria-label="看哪些班"
          value={active}
          onChange={(value) => list.set({ active: value === 'false' ? 'false' : undefined })}
          options={[
            { value: 'true', label: <span data-testid="classrooms-open">现在的</span> },
            { value: 'false', label: <span data-testid="classrooms-closed">关了的</span> },
          ]}
        />
        {manages && active === 'true' && (
          <Button onClick={() => setMovingUp(true)} data-testid="move-up">
            升班和毕业
          </Button>
        )}
      </PageHead>
      {manages && active === 'true' && (
        <AddByName
          thing="班级"
          placeholder="比如：小三班"
          maxLength={30}
          testId="classroom"
          add={(name, key) => createClassroom(school, name, key)}
          onAdded={changed}
        />
      )}
      <Loaded query={book}>
        {({ items, unplaced }) => (
          <>
            {unplaced !== null && unplaced > 0 && active === 'true' && (
              <Alert
                type="warning"
                showIcon
                title={`有 ${unplaced} 个孩子还没有分班。在“孩子和家庭”里点开孩子，可以换班。`}
                data-testid="unplaced"
              />
            )}
            {items.length === 0 ? (
              <EmptyFace
                title={active === 'true' ? '还没有班级' : '没有关了的班级'}
                text={active === 'true' && manages ? '先在上面加一个。' : undefined}
              />
            ) : (
              <ClassroomTable items={items} onOpen={(token) => list.set({ classroom: token })} />
            )}
          </>
        )}
      </Loaded>
      {chosen !== undefined && (
        <ClassroomPanel
          key={chosen}
          school={school}
          token={chosen}
          onClose={() => list.set({ classroom: undefined })}
          onChanged={changed}
        />
      )}
      {movingUp && (
        <MoveUpForm
          school={school}
          onClose={() => setMovingUp(false)}
          onDone={() => {
            setMovingUp(false);
            changed();
          }}
        />
      )}
    </div>
  );
}
