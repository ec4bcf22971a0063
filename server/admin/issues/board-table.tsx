import type { IssueSummary } from '#shared/issues/contract.js';
import { Table, type TableColumnsType } from 'antd';
import { Link, useLocation, useNavigate } from 'react-router-dom';
import { rowMarks } from '../ui/row-marks.js';
import { when } from '../ui/when.js';
import { assigneeWords, reporterWords } from './issue-words.js';
import { ProgressStrokes, StateTag } from './state-tag.js';

interface Props {
  items: readonly IssueSummary[];
  busy: boolean;
}

/** The board as a table. The title is a link for keyboards and new tabs; the whole row opens for the mouse. */
export function BoardTable({ items, busy }: Props) {
  const navigate = useNavigate();
  const { search } = useLocation();
  const columns: TableColumnsType<IssueSummary> = [
    {
      title: '事项',
      render: (_, issue) => (
        <Link
          to={`/issues/${issue.token}`}
          state={{ board: search }}
          className="issue-title"
          data-testid="issue-link"
        >
          {issue.title}
        </Link>
      ),
    },
    { title: '类别', width: 104, render: (_, issue) => issue.category?.name ?? '还没定' },
    {
      title: '地点和班级',
      width: 124,
      render: (_, { place, classroom }) => (
        <>
          {place?.name ?? (classroom ? null : '—')}
          {classroom && <div className="soft">{classroom.name}</div>}
        </>
      ),
    },
    {
      title: '谁在办',
      width: 132,
      render: (_, issue) => (
        <>
          {assigneeWords(issue)}
          {issue.waitingFor === 'you' && <div className="your-turn">轮到您了</div>}
        </>
      ),
    },
    {
      title: '状态',
      width: 136,
      render: (_, issue) => (
        <>
          <StateTag state={issue.state} />
          <ProgressStrokes progress={issue.progress} />
        </>
      ),
    },
    { title: '谁说的', width: 88, render: (_, issue) => reporterWords(issue) },
    {
      title: '什么时候',
      width: 116,
      render: (_, issue) => <span className="soft">{when(issue.reportedAt)}</span>,
    },
  ];
  return (
    <div className="card table-card board">
      <Table
        data-testid="board-table"
        rowKey="token"
        columns={columns}
        dataSource={[...items]}
        pagination={false}
        loading={busy}
        scroll={{ x: 900 }}
        onRow={(issue) =>
          rowMarks('issue-row', issue.token, {
            onClick: (event) => {
              // The link does its own work, with all the ways a browser has to open one.
              if (event.target instanceof Element && event.target.closest('a')) return;
              void navigate(`/issues/${issue.token}`, { state: { board: search } });
            },
          })
        }
      />
    </div>
  );
}
