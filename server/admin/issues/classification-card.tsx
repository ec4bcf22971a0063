import type { ClassificationView, IssueDetail } from '#shared/issues/contract.js';
import { App, Button, Select, Tag } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import { recategoriseIssue } from '../api/issues.api.js';
import { useCategories } from '../school/school-lists.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useIssueCommand } from './use-issue.js';

interface Props {
  issue: IssueDetail;
  classification: z.infer<typeof ClassificationView>;
}

const deciders = {
  classifier: '系统分的',
  reporter: '家长自己选的',
  staff: '工作人员改的',
  nobody: '还没人定',
} as const;
const percent = (confidence: number) => `${Math.round(confidence * 100)}%`;

/** Neither certainty nor impossibility is claimed: both ends are named as such. */
function percentWords(confidence: number): string {
  if (confidence > 0.99) return '99% 以上';
  return confidence < 0.01 ? '不到 1%' : percent(confidence);
}

/** How the category came about: how sure the machine was, by which words, what else it thought of; and changing it. */
export function ClassificationCard({ issue, classification }: Props) {
  const { message } = App.useApp();
  const [chosen, setChosen] = useState<string>();
  const categories = useCategories(issue.school.token, issue.abilities.recategorise);
  const command = useIssueCommand(
    issue.token,
    (category: string, key) => recategoriseIssue(issue.token, { category }, key),
    () => {
      setChosen(undefined);
      void message.success('类别改好了');
    },
  );
  // Its own idea still stands; otherwise a person chose, and what it thought is only told.
  const own = classification.decidedBy === 'classifier' || classification.decidedBy === 'nobody';
  const others = classification.alternatives.filter(
    ({ category }) => category.token !== issue.category?.token,
  );
  const options = (categories.data?.items ?? [])
    .filter((category) => category.active && category.token !== issue.category?.token)
    .map((category) => ({ value: category.token, label: category.name }));

  return (
    <section className="card stack" aria-label="分类" data-testid="classification">
      <h2 style={{ margin: 0 }}>分类</h2>
      <div>
        <b data-testid="classification-category">{issue.category?.name ?? '还没定'}</b>
        <span className="soft"> · {deciders[classification.decidedBy]}</span>
      </div>
      {own && (
        <div>
          <div className="soft" data-testid="classification-confidence">
            系统的把握：{percentWords(classification.confidence)}
            {classification.decidedBy === 'nobody' && '，拿不准，请您来定'}
          </div>
          <div className="confidence" aria-hidden="true">
            <i style={{ width: percent(classification.confidence) }} />
          </div>
        </div>
      )}
      {classification.words.length > 0 && (
        <div className="row" data-testid="classification-words">
          <span className="soft">依据的词</span>
          {classification.words.map((word) => (
            <Tag key={word}>{word}</Tag>
          ))}
        </div>
      )}
      {others.length > 0 && (
        <div className="soft" data-testid="classification-alternatives">
          {own ? '也可能是：' : '系统原来想的是：'}
          {others
            .map(({ category, confidence }) => `${category.name} ${percentWords(confidence)}`)
            .join('，')}
        </div>
      )}
      {issue.abilities.recategorise && (
        <>
          <ProblemNote error={command.error} />
          <div className="row" style={{ flexWrap: 'nowrap' }}>
            <Select
              id="recategorise-category"
              data-testid="recategorise-category"
              aria-label="改成哪个类别"
              placeholder="改成…"
              value={chosen}
              onChange={setChosen}
              options={options}
              loading={categories.isLoading}
              style={{ flex: 1, minWidth: 0 }}
            />
            <Button
              disabled={chosen === undefined}
              loading={command.isPending}
              onClick={() => chosen !== undefined && command.mutate(chosen)}
              data-testid="recategorise-submit"
            >
              改类别
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
