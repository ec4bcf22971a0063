import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { keepNicknames, listNicknames } from '../api/presence.api.js';
import { Loaded } from '../ui/loaded.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';

/** What families call somebody besides her name. */
export function StaffNicknames({ token }: { token: string }) {
  const queryKey = ['nicknames', token];
  const nicknames = useQuery({
    queryKey,
    queryFn: ({ signal }) => listNicknames(token, signal),
    // A field is filled from it: it must not change under the hands of who is writing.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return (
    <Loaded query={nicknames}>
      {({ items }) => (
        <NicknameField key={items.join('\n')} token={token} queryKey={queryKey} items={items} />
      )}
    </Loaded>
  );
}

interface FieldProps {
  token: string;
  queryKey: readonly string[];
  items: string[];
}

function NicknameField({ token, queryKey, items }: FieldProps) {
  const cache = useQueryClient();
  const [names, setNames] = useState(items);
  const keep = useCommand(
    (written: string[]) => keepNicknames(token, written),
    (kept) => cache.setQueryData(queryKey, kept),
  );
  const isChanged = names.join('\n') !== items.join('\n');
  return (
    <>
      <div className="row" style={{ alignItems: 'flex-start', flexWrap: 'nowrap', marginTop: 8 }}>
        <Select
          mode="tags"
          open={false}
          suffixIcon={null}
          value={names}
          onChange={setNames}
          tokenSeparators={['，', ',', '、']}
          placeholder="例如 豆豆老师，写好按回车"
          aria-label="家长怎么称呼"
          data-testid="nicknames"
          style={{ flex: 1 }}
        />
        <Button
          disabled={!isChanged}
          loading={keep.isPending}
          onClick={() => keep.mutate(names)}
          data-testid="nicknames-submit"
        >
          存下
        </Button>
      </div>
      <ProblemNote error={keep.error} />
    </>
  );
}
