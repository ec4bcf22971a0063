import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Grid, Segmented } from 'antd';
import { listIssues, type BoardQuery } from '../api/issues.api.js';
import { useLeads, useSchoolToken, useSession } from '../session/session-context.js';
import { EmptyFace } from '../ui/faces.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { Pager } from '../ui/pager.js';
import { useListParams } from '../ui/use-list-params.js';
import { BoardCards } from './board-cards.js';
import { BoardFilters } from './board-filters.js';
import { BoardTable } from './board-table.js';
import { ChosenBar } from './chosen-bar.js';
import { ExportButton } from './export-button.js';
import { filterNames } from './filter-names.js';
import { SavedFilters } from './saved-filters.js';
import { useChosen } from './use-chosen.js';

/** 事项看板: everything my roles show, or what is mine to work on; filters and page live in the address. */
export function Component() {
  const { abilities } = useSession().session;
  const leads = useLeads();
  const school = useSchoolToken();
  const list = useListParams();
  const chosen = useChosen(school);
  const roomy = Grid.useBreakpoint().md ?? true;

  const scope = abilities.seeBoard && list.get('scope') !== 'assigned' ? 'board' : 'assigned';
  const filters = Object.fromEntries(filterNames.map((name) => [name, list.get(name)]));
  const filtered = Object.values(filters).some((value) => value !== undefined);
  const query = { scope, school, ...filters, cursor: list.cursor } as BoardQuery;
  const issues = useQuery({
    queryKey: ['issues', query],
    queryFn: ({ signal }) => listIssues(query, signal),
    placeholderData: keepPreviousData,
  });

  const clear = () => list.set(Object.fromEntries(filterNames.map((name) => [name, undefined])));
  const Rows = roomy ? BoardTable : BoardCards;
  return (
    <div className="stack">
      <PageHead title="事项看板" note="家长和老师说的每一件事：到了哪一步，在谁手里。">
        {abilities.seeBoard && abilities.workOnIssues && (
          <Segmented
            aria-label="看哪些"
            value={scope}
            onChange={(value) => list.set({ scope: value === 'assigned' ? 'assigned' : undefined })}
            options={[
              { value: 'board', label: <span data-testid="scope-board">全部</span> },
              { value: 'assigned', label: <span data-testid="scope-assigned">交给我的</span> },
            ]}
          />
        )}
        {leads && scope === 'board' && <ExportButton query={query} />}
      </PageHead>
      <BoardFilters key={school} list={list} school={school} />
      <SavedFilters school={school} list={list} filtered={filtered} onClear={clear} />
      {leads && <ChosenBar school={school} chosen={chosen} />}
      <Loaded query={issues} rows={8}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 ? (
              <EmptyFace
                title={filtered ? '没有符合条件的事项' : '现在没有事项'}
                text={filtered ? '换个条件再看看。' : '有人说了新的事，会出现在这里。'}
              >
                {filtered && <Button onClick={clear}>清除条件</Button>}
              </EmptyFace>
            ) : (
              <Rows
                items={items}
                busy={issues.isPlaceholderData}
                chosen={leads ? chosen.tokens : undefined}
                onChoose={(tokens) => chosen.choose(tokens, items)}
              />
            )}
            <Pager list={list} nextCursor={nextCursor} busy={issues.isPlaceholderData} />
          </>
        )}
      </Loaded>
      {issues.error && !list.onFirstPage && <Button onClick={list.toFirstPage}>回到第一页</Button>}
    </div>
  );
}
