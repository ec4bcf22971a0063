import type { OpeningView } from '#shared/people/break-glass.js';
import { openingVerdicts } from '#shared/people/break-glass.js';
import { fieldClasses } from '#shared/people/field-classes.js';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { closeOpening } from '../api/openings.api.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';
import { when } from '../ui/when.js';
import { ReviewForm } from './review-form.js';

interface Props {
  opening: OpeningView;
  onChanged: () => void;
}

/** One opening: who, whose child, why, what was read, and what somebody else found. */
export function OpeningCard({ opening, onChanged }: Props) {
  const [reviewing, setReviewing] = useState(false);
  const close = useCommand((_: null, key) => closeOpening(opening.token, key), onChanged);
  const { child, classroom, openedBy, review, reads, isOpen, escalatedAt } = opening;
  return (
    <article className="card stack" data-testid="opening" data-token={opening.token}>
      <div className="row">
        <b>{openedBy.name}</b>
        <span>
          看了 {child.name}
          {classroom ? `（${classroom.name}）` : ''}的
          {opening.fields.map((one) => fieldClasses[one]).join('、')}资料
        </span>
        {isOpen && <Tag color="warning">现在还开着</Tag>}
        {escalatedAt !== null && review === null && <Tag color="error">过了时间，已经报给上级</Tag>}
        {review && (
          <Tag color={review.verdict === 'justified' ? 'success' : 'error'}>
            {openingVerdicts[review.verdict]}
          </Tag>
        )}
      </div>
      <p className="words">{opening.reason}</p>
      <p className="soft">
        {when(opening.openedAt)}打开，
        {opening.closedAt === null ? `${when(opening.until)}自己关上` : `${when(opening.closedAt)}关上`}。
        {review === null && `请在 ${when(opening.reviewBy)} 以前复核。`}
      </p>
      <details>
        <summary>看了 {reads.length} 次</summary>
        <ul>
          {reads.map(({ at, fields }) => (
            <li key={`${at}${fields.join()}`} className="soft">
              {when(at)} · {fields.map((one) => fieldClasses[one]).join('、')}
            </li>
          ))}
        </ul>
      </details>
      {review && (
        <p>
          {review.by} {when(review.at)}：{review.note}
        </p>
      )}
      <ProblemNote error={close.error} />
      <div className="row">
        {opening.abilities.review && (
          <Button type="primary" onClick={() => setReviewing(true)} data-testid="opening-review">
            复核
          </Button>
        )}
        {opening.abilities.close && (
          <Button danger loading={close.isPending} onClick={() => close.mutate(null)}>
            马上关上
          </Button>
        )}
      </div>
      {reviewing && (
        <ReviewForm
          opening={opening}
          onClose={() => setReviewing(false)}
          onDone={() => {
            setReviewing(false);
            onChanged();
          }}
        />
      )}
    </article>
  );
}
