import type { EscalationLevelView } from '#shared/issues/clock-contract.js';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { deleteEscalationLevel, getServiceTargets, listEscalationLevels } from '../api/clocks.api.js';
import { useSchoolToken } from '../session/session-context.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { dayMinutes } from './hours.js';
import { LevelForm } from './level-form.js';
import { levelDoes, levelWhen } from './level-words.js';
import { LevelsCard } from './levels-card.js';
import { TargetsCard } from './targets-card.js';
import { useCalendar } from './use-calendar.js';
import './calendar.css';

/** 时限与升级: by when work is due, and who hears of it when it is not done. */
export function Component() {
  const school = useSchoolToken();
  const cache = useQueryClient();
  const { message, modal } = App.useApp();
  const [editing, setEditing] = useState<EscalationLevelView | 'new' | null>(null);
  const targetsKey = ['service-targets', school];
  const levelsKey = ['escalation-levels', school];
  const targets = useQuery({
    queryKey: targetsKey,
    queryFn: ({ signal }) => getServiceTargets(school, signal),
    // A form is filled from it: it must not change under the hands of who is writing.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const levels = useQuery({
    queryKey: levelsKey,
    queryFn: ({ signal }) => listEscalationLevels(school, signal),
  });
  const day = dayMinutes(useCalendar(school).data?.week ?? []);
  const reload = () => cache.invalidateQueries({ queryKey: levelsKey });
  const remove = (level: EscalationLevelView) =>
    modal.confirm({
      title: '删掉这一条？',
      content: `${levelWhen(level, day)} → ${levelDoes(level)}`,
      okText: '删掉',
      okButtonProps: { danger: true, 'data-testid': 'level-delete-confirm' },
      cancelText: '不删',
      onOk: async () => {
        try {
          await deleteEscalationLevel(level.token);
          await reload();
        } catch (error) {
          void message.error(error instanceof Error ? error.message : '没有删掉');
        }
      },
    });

  return (
    <div className="stack" style={{ maxWidth: 900 }}>
      <PageHead title="时限与升级" note="多久要回话，多久要办好；到了时间没办，告诉谁，转给谁。" />
      <Loaded query={targets}>
        {(current) => (
          <TargetsCard
            key={school}
            school={school}
            targets={current}
            day={day}
            onSaved={(saved) => {
              cache.setQueryData(targetsKey, saved);
              void message.success('存好了，没办完的事会重新算');
            }}
          />
        )}
      </Loaded>
      <Loaded query={levels}>
        {({ items }) => (
          <LevelsCard
            levels={items}
            day={day}
            onAdd={() => setEditing('new')}
            onEdit={setEditing}
            onDelete={remove}
          />
        )}
      </Loaded>
      {editing !== null && (
        <LevelForm
          school={school}
          level={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSaved={() => {
            setEditing(null);
            void reload();
            void message.success('存好了');
          }}
        />
      )}
    </div>
  );
}
