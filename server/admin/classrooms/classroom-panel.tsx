import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { getClassroom } from '../api/classrooms.api.js';
import { DrawerInFront } from '../ui/in-front.js';
import { Loaded } from '../ui/loaded.js';
import { ClassroomPupils } from './classroom-pupils.js';
import { ClassroomTeachers } from './classroom-teachers.js';
import { CloseClassroom } from './close-classroom.js';
import { EnrolChild } from './enrol-child.js';
import { RenameClassroom } from './rename-classroom.js';

interface Props {
  school: string;
  token: string;
  onClose: () => void;
  onChanged: () => void;
}

/** One classroom: its teachers, its children, its name and its end. */
export function ClassroomPanel({ school, token, onClose, onChanged }: Props) {
  const [open, setOpen] = useState<'rename' | 'close' | 'enrol' | null>(null);
  const classroom = useQuery({
    queryKey: ['classroom', token],
    queryFn: ({ signal }) => getClassroom(token, signal),
  });
  const form = {
    onClose: () => setOpen(null),
    onDone: () => {
      setOpen(null);
      onChanged();
    },
  };
  return (
    <DrawerInFront
      title={classroom.data?.name ?? '班级'}
      onClose={onClose}
      size={560}
      data-testid="classroom-panel"
    >
      <Loaded query={classroom}>
        {(shown) => {
          const manages = shown.abilities.manage && shown.active;
          return (
            <div className="stack">
              {!shown.active && <p className="soft">这个班已经关了。</p>}
              <ClassroomTeachers school={school} classroom={shown} manages={manages} onChanged={onChanged} />
              <ClassroomPupils classroom={shown} />
              {manages && (
                <div className="row">
                  <Button onClick={() => setOpen('enrol')} data-testid="enrol-open">
                    加一个孩子
                  </Button>
                  <Button onClick={() => setOpen('rename')} data-testid="classroom-rename">
                    改名字
                  </Button>
                  <Button danger onClick={() => setOpen('close')} data-testid="classroom-close">
                    关掉这个班
                  </Button>
                </div>
              )}
              {open === 'enrol' && <EnrolChild {...form} classroom={shown} />}
              {open === 'rename' && <RenameClassroom {...form} classroom={shown} />}
              {open === 'close' && <CloseClassroom {...form} classroom={shown} />}
            </div>
          );
        }}
      </Loaded>
    </DrawerInFront>
  );
}
