import type { Dashboard } from '#shared/issues/insight.js';
import { smallestGroup } from '#shared/issues/vocabulary.js';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { getDashboard } from '../../api/insight.api.js';
import { useSchoolToken } from '../../session/session-context.js';
import { EmptyFace } from '../../ui/faces.js';
import { Loaded } from '../../ui/loaded.js';
import { PageHead } from '../../ui/page-head.js';
import { useListParams } from '../../ui/use-list-params.js';
import { onDay } from '../../ui/when.js';
import { FigureGrid } from './figure-grid.js';
import { figureCards } from './figure-words.js';
import { GroupSection } from './group-section.js';
import { SpanPicker } from './span-picker.js';
import { WeekSection } from './week-section.js';
import './insight.css';

/** 办得怎么样: how the school answers its families in a span of days. Only reporters' own words count as good. */
export function Component() {
  const school = useSchoolToken();
  const list = useListParams();
  const query = { school, from: list.get('from'), to: list.get('to') };
  const dashboard = useQuery({
    queryKey: ['dashboard', query],
    queryFn: ({ signal }) => getDashboard(query, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="stack" data-testid="dashboard">
      <PageHead title="办得怎么样" note="家长亲口说好了，才算办好。时间都按学校上班的时间算。" />
      <Loaded query={dashboard} rows={10}>
        {(figures) => (
          <>
            <SpanPicker list={list} from={figures.from} to={figures.to} />
            <Figures figures={figures} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Figures({ figures }: { figures: Dashboard }) {
  const { all, byCategory, byClassroom, byWeek, from, to } = figures;
  const categories = useMemo(
    () => byCategory.map((group) => ({ ...group, name: group.category?.name ?? '还没分类' })),
    [byCategory],
  );
  const classrooms = useMemo(
    () => byClassroom.map((group) => ({ ...group, name: group.classroom?.name ?? '其他班和全园' })),
    [byClassroom],
  );
  if (all.reported === 0) return <EmptyFace title="这些天没有人说事" text={`${onDay(from)}到${onDay(to)}`} />;
  return (
    <>
      <FigureGrid cards={figureCards(all)} />
      <GroupSection title="按类别" what="类别" groups={categories} testId="by-category" />
      <GroupSection
        title="按班级"
        what="班级"
        groups={classrooms}
        note={`不到 ${smallestGroup} 件的班合在「其他班和全园」里，免得看出是哪一家。`}
        testId="by-classroom"
      />
      <WeekSection weeks={byWeek} />
    </>
  );
}
