import {
  answerStates,
  consultationTopics,
  type AnswerState,
  type ConsultationTopic,
} from '#shared/consultations/vocabulary.js';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { getAnswerDraft, listAnswers } from '../api/consultations.api.js';
import { useLeads, useSchoolToken } from '../session/session-context.js';
import { EmptyFace } from '../ui/faces.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { Pager } from '../ui/pager.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useListParams } from '../ui/use-list-params.js';
import { AnswerForm } from './answer-form.js';
import { AnswerSteps, type Step } from './answer-steps.js';
import { AnswerTable } from './answer-table.js';
import type { Writing } from './answer-values.js';
import './consultations.css';
import { FiguresCard } from './figures-card.js';

const isState = (value: string | undefined): value is AnswerState =>
  value !== undefined && Object.hasOwn(answerStates, value);
const isTopic = (value: string | undefined): value is ConsultationTopic =>
  value !== undefined && Object.hasOwn(consultationTopics, value);
const options = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

/** 问答: what the school answers to everybody, whether it settles what is asked, and what is still missing. */
export function Component() {
  const school = useSchoolToken();
  const leads = useLeads();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const list = useListParams();
  const [writing, setWriting] = useState<Writing | null>(null);
  const [step, setStep] = useState<Step | null>(null);
  const issue = list.get('from');
  const [state, topic] = [list.get('state'), list.get('topic')];
  const query = {
    school,
    state: isState(state) ? state : undefined,
    topic: isTopic(topic) ? topic : undefined,
    cursor: list.cursor,
  };
  const answers = useQuery({
    queryKey: ['answers', query],
    queryFn: ({ signal }) => listAnswers(query, signal),
    placeholderData: keepPreviousData,
  });
  const draft = useQuery({
    queryKey: ['answer-draft', issue],
    enabled: issue !== undefined,
    gcTime: 0,
    queryFn: ({ signal }) => getAnswerDraft(issue ?? '', signal),
  });
  const reload = () => void cache.invalidateQueries({ queryKey: ['answers'] });
  const shown: Writing | null =
    writing ?? (issue && draft.data ? { answer: null, from: { issue, draft: draft.data } } : null);
  const close = () => {
    setWriting(null);
    if (issue) list.set({ from: undefined });
  };
  return (
    <div className="stack">
      <PageHead title="问答" note="家长扫咨询码时先看到这些；点了“这就是我要的”，事情就到这里，不用等人回。">
        <Button
          type="primary"
          onClick={() => setWriting({ answer: null, from: null })}
          data-testid="answer-add"
        >
          写一条问答
        </Button>
      </PageHead>
      <ProblemNote error={draft.error} />
      {leads && <FiguresCard school={school} />}
      <div className="row">
        <Select
          aria-label="哪种状态"
          placeholder="什么状态都看"
          allowClear
          value={query.state}
          onChange={(value: string | undefined) => list.set({ state: value })}
          options={options(answerStates)}
          style={{ minWidth: 150 }}
          data-testid="answers-state"
        />
        <Select
          aria-label="哪张图"
          placeholder="哪张图都看"
          allowClear
          value={query.topic}
          onChange={(value: string | undefined) => list.set({ topic: value })}
          options={options(consultationTopics)}
          style={{ minWidth: 150 }}
          data-testid="answers-topic"
        />
      </div>
      <Loaded query={answers}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 ? (
              <EmptyFace title="还没有问答" text="先写家长问得最多的三五条。" />
            ) : (
              <AnswerTable
                items={items}
                busy={answers.isPlaceholderData}
                onStep={(answer, kind) =>
                  kind === 'edit' ? setWriting({ answer, from: null }) : setStep({ answer, kind })
                }
              />
            )}
            <Pager list={list} nextCursor={nextCursor} busy={answers.isPlaceholderData} />
          </>
        )}
      </Loaded>
      {shown && (
        <AnswerForm
          school={school}
          writing={shown}
          onClose={close}
          onSaved={({ state: saved }) => {
            close();
            reload();
            void message.success(saved === 'published' ? '改好了' : '存成草稿了');
          }}
        />
      )}
      {step && <AnswerSteps step={step} onClose={() => setStep(null)} onDone={reload} />}
    </div>
  );
}
