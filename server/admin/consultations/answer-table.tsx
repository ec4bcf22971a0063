import { answerStates, consultationTopics, type AnswerState } from '#shared/consultations/vocabulary.js';
import type { PublishedAnswerView } from '#shared/consultations/contract.js';
import { Button, Table, Tag, type TableColumnsType } from 'antd';
import { rowMarks } from '../ui/row-marks.js';
import { when } from '../ui/when.js';

export type AnswerStep = 'edit' | 'publish' | 'retire' | 'versions';

interface Props {
  items: readonly PublishedAnswerView[];
  busy: boolean;
  onStep: (answer: PublishedAnswerView, step: AnswerStep) => void;
}

const colours: Readonly<Record<AnswerState, string>> = {
  draft: 'default',
  published: 'green',
  retired: 'orange',
};

const facts: TableColumnsType<PublishedAnswerView> = [
  {
    title: '问答',
    render: (_, { question, text, voice, place, fromIssue }) => (
      <>
        <b>{question}</b>
        <div className="soft">{text.length > 60 ? `${text.slice(0, 60)}…` : text}</div>
        <div>
          {place && <Tag>{place.name}</Tag>}
          {voice && <Tag color="cyan">有录音</Tag>}
          {fromIssue && <Tag>从事项写的</Tag>}
        </div>
      </>
    ),
  },
  { title: '图', width: 100, render: (_, { topic }) => consultationTopics[topic] },
  {
    title: '状态',
    width: 150,
    render: (_, { state, reviewDue, publishedBy, publishedAt, createdBy }) => (
      <>
        <Tag color={colours[state]} data-state={state}>
          {answerStates[state]}
        </Tag>
        {reviewDue && <Tag color="red">该再看了</Tag>}
        <div className="soft">
          {publishedAt && state === 'published'
            ? `${publishedBy ?? ''} ${when(publishedAt)}`
            : `${createdBy}写的`}
        </div>
      </>
    ),
  },
  {
    title: '问到了',
    width: 120,
    render: (_, { settled }) => (
      <span data-testid="answer-settled">
        这月 <b>{settled.month}</b> 次<div className="soft">一共 {settled.all} 次</div>
      </span>
    ),
  },
];

/** Answers with how often each ended a question, and what can be done with them. */
export function AnswerTable({ items, busy, onStep }: Props) {
  const actions: TableColumnsType<PublishedAnswerView>[number] = {
    title: '操作',
    width: 210,
    render: (_, answer) => {
      const { edit, publish, retire } = answer.abilities;
      const button = (step: AnswerStep, label: string) => (
        <Button
          size="small"
          type={step === 'publish' ? 'primary' : 'default'}
          onClick={() => onStep(answer, step)}
          data-testid={`answer-${step}`}
        >
          {label}
        </Button>
      );
      return (
        <div className="row">
          {publish && button('publish', '公开')}
          {edit && button('edit', '改')}
          {retire && button('retire', '停用')}
          {button('versions', '经过')}
        </div>
      );
    },
  };
  return (
    <div className="card table-card">
      <Table
        data-testid="answer-table"
        rowKey="token"
        columns={[...facts, actions]}
        dataSource={[...items]}
        loading={busy}
        pagination={false}
        scroll={{ x: 900 }}
        onRow={({ token }) => rowMarks('answer-row', token)}
      />
    </div>
  );
}
