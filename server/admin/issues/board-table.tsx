import type { IssueSummary } from '#shared/issues/contract.js';
import { Table, type TableColumnsType } from 'antd';
import { Link, useLocation, useNavigate } from 'react-router-dom';
import { rowMarks } from '../ui/row-marks.js';
import { when } from '../ui/when.js';
import { BoardMarks, DueCell } from './board-marks.js';
import { assigneeOffice, assigneeWords, reporterWords } from './issue-words.js';
import { ProgressStrokes, StateTag } from './state-tag.js';

export interface RowsProps {
  items: readonly IssueSummary[];
  busy: boolean;
  /** Tokens of the chosen rows; undefined where nobody may choose any. */
  chosen: readonly string[] | undefined;
  onChoose: (tokens: readonly string[]) => void;
}

/** The board as a table. The title is a link for keyboards and new tabs; the whole row opens for the mouse. */
export function BoardTable({ items, busy, chosen, onChoose }: RowsProps) {
  const navigate = useNavigate();
  const { search } = useLocation();
  const columns: TableColumnsType<IssueSummary> = [
    {
      title: '事项',
      render: (_, issue) => (
        <>
          <Link
            to={`/issues/${issue.token}`}
            state={{ board: search }}
            className="issue-title"
            data-testid="issue-link"
          >
            {issue.title}
          </Link>
          <BoardMarks issue={issue} />
        </>
      ),
    },
    { title: '类别', width: 96, render: (_, issue) => issue.category?.name ?? '还没定' },
    {
      title: '地点和班级',
      width: 112,
      render: (_, { place, classroom }) => (
        <>
          {place?.name ?? (classroom ? null : '—')}
          {classroom && <div className="soft">{classroom.name}</div>}
        </>
      ),
    },
    {
      title: '谁在办',
      width: 116,
      render: (_, issue) => (
        <>
          <Owner issue={issue} />
          {issue.waitingFor === 'you' && <div className="your-turn">轮到您了</div>}
        </>
      ),
    },
    {
      title: '状态',
      width: 140,
      render: (_, issue) => (
        <>
          <StateTag issue={issue} />
          <ProgressStrokes progress={issue.progress} />
        </>
      ),
    },
    { title: '最晚时间', width: 112, render: (_, issue) => <DueCell issue={issue} /> },
    {
      title: '谁说的',
      width: 112,
      render: (_, issue) => (
        <>
          {reporterWords(issue)}
          <div className="soft">{when(issue.reportedAt)}</div>
        </>
      ),
    },
  ];
  return (
    <div className="card table-card board">
      <Table<IssueSummary>
        data-testid="board-table"
        rowKey="token"
        columns={columns}
        dataSource={[...items]}
        pagination={false}
        loading={busy}
        scroll={{ x: 920 }}
        rowSelection={
          chosen && {
            selectedRowKeys: [...chosen],
            // What was chosen on other pages stays.
            preserveSelectedRowKeys: true,
            onChange: (keys) => onChoose(keys.map(String)),
            columnWidth: 44,
            getCheckboxProps: ({ title }) => ({ 'aria-label': `选中：${title}` }),
          }
        }
        onRow={(issue) =>
          rowMarks('issue-row', issue.token, {
            onClick: (event) => {
              // The link and the box do their own work, with all the ways a browser has to open one.
              if (event.target instanceof Element && event.target.closest('a, .ant-table-selection-column'))
                return;
              void navigate(`/issues/${issue.token}`, { state: { board: search } });
            },
          })
        }
      />
    </div>
  );
}

/** Her name, and below it in which office she has it. */
function Owner({ issue }: { issue: IssueSummary }) {
  if (!issue.assignee) return <>{assigneeWords(issue)}</>;
  const office = assigneeOffice(issue.assignee);
  return (
    <>
      {issue.assignee.name}
      {office !== null && <div className="soft">{office}</div>}
    </>
  );
}
