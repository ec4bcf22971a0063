import type { IssueSummary } from '#shared/issues/contract.js';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { assignMany, type BulkResult } from '../api/insight.api.js';
import { PersonSelect } from '../people/person-select.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';
import { BulkResults } from './bulk-results.js';

interface Props {
  school: string;
  /** The chosen issues, as they were when they were chosen. */
  issues: readonly IssueSummary[];
  open: boolean;
  onClose: () => void;
  /** Which of them stay chosen: those that did not go. */
  onDone: (left: readonly string[]) => void;
}

/** Hands the chosen issues to one person, and says of each whether it went. */
export function BulkAssign({ school, issues, open, onClose, onDone }: Props) {
  const cache = useQueryClient();
  const [person, setPerson] = useState<string>();
  const [asked, setAsked] = useState<readonly IssueSummary[]>([]);
  const [results, setResults] = useState<readonly BulkResult[]>();
  const command = useCommand(
    (body: { issues: string[]; assignee: string }, key) => assignMany(body, key),
    ({ items }) => {
      setAsked(issues);
      setResults(items);
      onDone(items.filter(({ done }) => !done).map(({ token }) => token));
      void cache.invalidateQueries({ queryKey: ['issues'] });
      void cache.invalidateQueries({ queryKey: ['overview'] });
    },
  );
  const close = () => {
    setResults(undefined);
    setPerson(undefined);
    onClose();
  };
  return (
    <Drawer
      title={results ? '交得怎么样' : `把 ${issues.length} 件交给一位`}
      open={open}
      onClose={close}
      size={480}
      data-testid="panel-bulk-assign"
    >
      {results ? (
        <BulkResults issues={asked} results={results} onClose={close} />
      ) : (
        <div className="stack">
          <p className="soft">
            选好的人会收到消息，家长也能看到交给了谁。办完的、不能交给这位的，会留下来告诉您。
          </p>
          <PersonSelect
            id="bulk-person"
            testId="bulk-person"
            school={school}
            value={person}
            onChange={setPerson}
          />
          <ul className="plain-list">
            {issues.map(({ token, title }) => (
              <li key={token}>{title}</li>
            ))}
          </ul>
          <ProblemNote error={command.error} />
          <Button
            type="primary"
            size="large"
            disabled={person === undefined || issues.length === 0}
            loading={command.isPending}
            onClick={() =>
              person !== undefined &&
              command.mutate({ issues: issues.map(({ token }) => token), assignee: person })
            }
            data-testid="bulk-submit"
          >
            交给这个人
          </Button>
        </div>
      )}
    </Drawer>
  );
}
