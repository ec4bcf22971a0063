import { calendarDayKinds } from '#shared/calendar/vocabulary.js';
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { deleteCalendarDay, deleteTerm } from '../api/calendar.api.js';
import { useSchoolToken } from '../session/session-context.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { DatedForm, type Editing } from './dated-form.js';
import { DatedTable } from './dated-table.js';
import { MonthCard } from './month-card.js';
import { calendarKey, useCalendar } from './use-calendar.js';
import { WeekCard } from './week-card.js';
import { WeekForm } from './week-form.js';

/** 校历: when the school works; all time limits are counted by it. */
export function Component() {
  const school = useSchoolToken();
  const cache = useQueryClient();
  const { message, modal } = App.useApp();
  const calendar = useCalendar(school);
  const [editing, setEditing] = useState<Editing | 'week' | null>(null);
  const reload = () => cache.invalidateQueries({ queryKey: calendarKey(school) });
  const saved = () => {
    setEditing(null);
    void reload();
    void message.success('存好了，办事的时限会重新算');
  };
  const remove = (name: string, send: () => Promise<void>) =>
    modal.confirm({
      title: `删掉「${name}」？`,
      content: '还没办完的事，时限会重新算。',
      okText: '删掉',
      okButtonProps: { danger: true, 'data-testid': 'dated-delete-confirm' },
      cancelText: '不删',
      onOk: async () => {
        try {
          await send();
          await reload();
        } catch (error) {
          void message.error(error instanceof Error ? error.message : '没有删掉');
        }
      },
    });

  return (
    <div className="stack">
      <PageHead title="校历" note="办事的时限只算学校上班的时间。放假、午休、晚上都不算。" />
      <Loaded query={calendar}>
        {(data) => (
          <>
            <MonthCard calendar={data} />
            <WeekCard week={data.week} onEdit={() => setEditing('week')} />
            <DatedTable
              title="学期"
              note="学期以外的日子都算放假。"
              empty="一个学期都没写，就当全年上课。"
              rows={data.terms}
              testId="term"
              onAdd={() => setEditing({ what: 'term', row: null })}
              onEdit={(row) => setEditing({ what: 'term', row })}
              onDelete={({ name, token }) => remove(name, () => deleteTerm(token))}
            />
            <DatedTable
              title="特别的日子"
              note="放假、半天、调休、农忙写在这里。同一天写了两样，后写的管用。"
              empty="把国庆、元旦、农忙写上，时限才算得准。"
              rows={data.days}
              testId="day"
              extra={{ title: '种类', render: ({ kind }) => calendarDayKinds[kind] }}
              onAdd={() => setEditing({ what: 'day', row: null })}
              onEdit={(row) => setEditing({ what: 'day', row })}
              onDelete={({ name, token }) => remove(name, () => deleteCalendarDay(token))}
            />
            {editing === 'week' && (
              <WeekForm school={school} week={data.week} onClose={() => setEditing(null)} onSaved={saved} />
            )}
          </>
        )}
      </Loaded>
      {editing !== null && editing !== 'week' && (
        <DatedForm school={school} editing={editing} onClose={() => setEditing(null)} onSaved={saved} />
      )}
    </div>
  );
}
