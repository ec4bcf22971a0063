import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { Link } from 'react-router-dom';
import { getConsentFigures, listConsents } from '../api/consents.api.js';
import { choices, useClassrooms } from '../school/school-lists.js';
import { useSchoolToken } from '../session/session-context.js';
import { EmptyFace } from '../ui/faces.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { Pager } from '../ui/pager.js';
import { useListParams } from '../ui/use-list-params.js';
import { ConsentFiguresCard } from './consent-figures.js';
import { ConsentPanel } from './consent-panel.js';
import { ConsentTable } from './consent-table.js';
import { purposeChoices, stateChoices } from './consent-words.js';

/** 家长同意: each child by purpose, where families disagree, and how many stand where. */
export function Component() {
  const school = useSchoolToken();
  const list = useListParams();
  const classrooms = useClassrooms(school);
  const filters = {
    classroom: list.get('classroom'),
    purpose: list.get('purpose'),
    state: list.get('state'),
  };
  const query = { school, ...filters, cursor: list.cursor };
  const board = useQuery({
    queryKey: ['consent-board', query],
    queryFn: ({ signal }) => listConsents(query, signal),
    placeholderData: keepPreviousData,
  });
  const figures = useQuery({
    queryKey: ['consent-figures', school],
    queryFn: ({ signal }) => getConsentFigures(school, signal),
  });
  const chosen = list.get('child');
  const disagreed = filters.state === 'disagreed' && filters.purpose === undefined;
  return (
    <div className="stack">
      <PageHead
        title="家长同意"
        note="没有人同意就是不行；有一位不同意，也不行。不同意的孩子，照样上学，照样照顾。"
      >
        <Link to="/consent-texts">同意书的文字</Link>
      </PageHead>
      <div className="row">
        <Select
          aria-label="哪个班"
          placeholder="全部班级"
          allowClear
          value={filters.classroom}
          onChange={(value: string | undefined) => list.set({ classroom: value })}
          options={choices(classrooms.data?.items)}
          style={{ minWidth: 150 }}
          data-testid="consent-classroom"
        />
        <Select
          aria-label="什么事"
          placeholder="全部事项"
          allowClear
          value={filters.purpose}
          onChange={(value: string | undefined) => list.set({ purpose: value })}
          options={purposeChoices}
          style={{ minWidth: 220 }}
          data-testid="consent-purpose"
        />
        <Select
          aria-label="家里怎么说"
          placeholder="不管怎么说"
          allowClear
          value={filters.state}
          onChange={(value: string | undefined) => list.set({ state: value })}
          options={stateChoices}
          style={{ minWidth: 160 }}
          data-testid="consent-state"
        />
        <Button
          type={disagreed ? 'primary' : 'default'}
          onClick={() => list.set({ purpose: undefined, state: disagreed ? undefined : 'disagreed' })}
          data-testid="consent-disagreed"
        >
          家里意见不一样的
        </Button>
      </div>
      <Loaded query={board}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 ? (
              <EmptyFace title="没有这样的孩子" text="换一个班，或者换一个条件。" />
            ) : (
              <ConsentTable
                items={items}
                busy={board.isPlaceholderData}
                onOpen={(token) => list.set({ child: token })}
              />
            )}
            <Pager list={list} nextCursor={nextCursor} busy={board.isPlaceholderData} />
          </>
        )}
      </Loaded>
      <Loaded query={figures}>{(known) => <ConsentFiguresCard figures={known} />}</Loaded>
      {chosen !== undefined && <ConsentPanel token={chosen} onClose={() => list.set({ child: undefined })} />}
    </div>
  );
}
