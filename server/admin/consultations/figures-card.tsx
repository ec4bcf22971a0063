import { consultationTopics } from '#shared/consultations/vocabulary.js';
import { useQuery } from '@tanstack/react-query';
import { getFigures } from '../api/consultations.api.js';
import { Loaded } from '../ui/loaded.js';

const share = (part: number, all: number): string =>
  all === 0 ? '' : `（${Math.min(100, Math.round((100 * part) / all))}%）`;

/** How askings ended in the last thirty days, and which topics want an answer. */
export function FiguresCard({ school }: { school: string }) {
  const figures = useQuery({
    queryKey: ['answers', 'figures', school],
    queryFn: ({ signal }) => getFigures(school, signal),
  });
  return (
    <section className="card" aria-label="问得怎么样" data-testid="answer-figures">
      <Loaded query={figures} rows={2}>
        {({ asked, settled, sent, unanswered }) => (
          <div className="stack">
            <div className="answer-figures">
              <div>
                <span className="soft">这 30 天问过</span>
                <b>{asked} 次</b>
              </div>
              <div>
                <span className="soft">当场问到了</span>
                <b data-testid="figure-settled">
                  {settled} 次{share(settled, asked)}
                </b>
              </div>
              <div>
                <span className="soft">转给学校回的</span>
                <b>{sent} 次</b>
              </div>
            </div>
            {unanswered.length > 0 && (
              <div data-testid="answer-unanswered">
                <b>问了没找到答案的</b>
                <ul style={{ margin: '4px 0 0', paddingInlineStart: 18 }}>
                  {unanswered.map(({ topic, askings, answers }) => (
                    <li key={topic}>
                      {consultationTopics[topic]}：{askings} 次，
                      {answers === 0 ? '还没有一条问答' : `现有 ${answers} 条问答`}
                    </li>
                  ))}
                </ul>
              </div>
            )}
            <div className="soft">只数次数，不记是谁问的，也不记问的话。一类不到 5 次的不列出来。</div>
          </div>
        )}
      </Loaded>
    </section>
  );
}
