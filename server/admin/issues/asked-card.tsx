import type { IssueDetail } from '#shared/issues/contract.js';
import { consultationTopics } from '#shared/consultations/vocabulary.js';
import { Button } from 'antd';
import { useNavigate } from 'react-router-dom';

/** A question to the school: what it is about, and making its answer one for everybody. */
export function AskedCard({ issue }: { issue: IssueDetail }) {
  const navigate = useNavigate();
  const { asked } = issue;
  if (!asked) return null;
  return (
    <section className="card stack" aria-label="咨询" data-testid="asked-card">
      <h2 style={{ margin: 0 }}>这是来问的</h2>
      <div>问的是：{consultationTopics[asked.topic]}</div>
      {asked.mayDraft ? (
        <>
          <Button
            onClick={() => void navigate(`/consultations?from=${issue.token}`)}
            data-testid="make-answer"
          >
            做成公开问答
          </Button>
          <span className="soft">先成草稿，改掉能认出人的话，再公开。下次有人问，就不用再答一遍。</span>
        </>
      ) : (
        <span className="soft">答复以后，可以做成公开问答。</span>
      )}
    </section>
  );
}
