import { serviceCodeKinds, type ServiceCodeKind } from '#shared/service-codes/vocabulary.js';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Segmented, Select } from 'antd';
import { useState } from 'react';
import { listServiceCodes } from '../api/service-codes.api.js';
import { useSchoolToken } from '../session/session-context.js';
import { EmptyFace } from '../ui/faces.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { Pager } from '../ui/pager.js';
import { useListParams } from '../ui/use-list-params.js';
import { CodeEnding, type Ending } from './code-ending.js';
import { CodeForm } from './code-form.js';
import { CodeTable } from './code-table.js';
import { PrintButton } from './print-button.js';
import { usePrinting } from './use-printing.js';

const isKind = (value: string | undefined): value is ServiceCodeKind =>
  value !== undefined && Object.hasOwn(serviceCodeKinds, value);

/** 三码: the codes on the walls, how often they are scanned, and their posters. */
export function Component() {
  const school = useSchoolToken();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const list = useListParams();
  const printing = usePrinting();
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<Ending | null>(null);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const kind = list.get('kind');
  const state: 'active' | 'ended' = list.get('state') === 'ended' ? 'ended' : 'active';
  const query = { school, state, kind: isKind(kind) ? kind : undefined, cursor: list.cursor };
  const codes = useQuery({
    queryKey: ['service-codes', query],
    queryFn: ({ signal }) => listServiceCodes(query, signal),
    placeholderData: keepPreviousData,
  });
  const shown = codes.data?.items ?? [];
  // What was chosen on another page, or has ended since, is not printed by surprise.
  const here = chosen.filter((token) => shown.some((code) => code.token === token));
  const reload = () => void cache.invalidateQueries({ queryKey: ['service-codes'] });

  return (
    <div className="stack">
      <PageHead
        title="三码"
        note="贴在墙上的咨询码、反馈码、评价码。谁都能扫，不用先登录；只数扫了几次，不记是谁扫的。"
      >
        {state === 'active' && (
          <PrintButton all={shown.map(({ token }) => token)} chosen={here} printing={printing} />
        )}
        <Button type="primary" onClick={() => setAdding(true)} data-testid="code-add">
          加一张码
        </Button>
      </PageHead>
      <div className="row">
        <Segmented
          aria-label="看哪些码"
          value={state}
          onChange={(value) => list.set({ state: value === 'ended' ? 'ended' : undefined })}
          options={[
            { value: 'active', label: <span data-testid="codes-active">在用的</span> },
            { value: 'ended', label: <span data-testid="codes-ended">停用和换新的</span> },
          ]}
        />
        <Select
          aria-label="哪一种"
          placeholder="三种都看"
          allowClear
          value={query.kind}
          onChange={(value: string | undefined) => list.set({ kind: value })}
          options={Object.entries(serviceCodeKinds).map(([value, label]) => ({ value, label }))}
          style={{ minWidth: 140 }}
          data-testid="codes-kind"
        />
      </div>
      <Loaded query={codes}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 ? (
              <EmptyFace
                title={state === 'active' ? '还没有码' : '没有停用或换新的码'}
                text={state === 'active' ? '加一张，打印出来贴到墙上。' : undefined}
              />
            ) : (
              <CodeTable
                items={items}
                busy={codes.isPlaceholderData}
                office={
                  state === 'active'
                    ? { chosen: here, onChoose: setChosen, onEnd: setEnding, printing }
                    : null
                }
              />
            )}
            <Pager list={list} nextCursor={nextCursor} busy={codes.isPlaceholderData} />
          </>
        )}
      </Loaded>
      <CodeForm
        school={school}
        open={adding}
        onClose={() => setAdding(false)}
        onMade={({ label }) => {
          setAdding(false);
          reload();
          void message.success(`“${label}”的码建好了，可以打印海报了`);
        }}
      />
      {ending && <CodeEnding ending={ending} onClose={() => setEnding(null)} onEnded={reload} />}
    </div>
  );
}
