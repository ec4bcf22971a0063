import { useQuery } from '@tanstack/react-query';
import { getOverview } from '../../api/insight.api.js';
import { useSchoolToken } from '../../session/session-context.js';
import { Face } from '../../ui/faces.js';
import { Loaded } from '../../ui/loaded.js';
import { PageHead } from '../../ui/page-head.js';
import { attentionWords } from '../attention-words.js';
import { AttentionCard } from './attention-card.js';
import { TodayFigures } from './today-figures.js';
import '../issues.css';
import './insight.css';

/** Others work on these meanwhile: the first screen keeps up by itself. */
const everyMinute = 60_000;

/** 今天要看的: what is stuck, unowned or undelivered, and below it how the school is doing. */
export function Component() {
  const school = useSchoolToken();
  const overview = useQuery({
    queryKey: ['overview', school],
    queryFn: ({ signal }) => getOverview(school, signal),
    refetchInterval: everyMinute,
    refetchOnMount: 'always',
  });
  return (
    <div className="stack" data-testid="today">
      <PageHead title="今天要看的" note="没人接的、晚了的、要您定的，都在这里。" />
      <Loaded query={overview} rows={8}>
        {({ attention }) => {
          const waiting = attention.filter(({ count }) => count > 0);
          const calm = attention.filter(({ count }) => count === 0);
          if (waiting.length === 0)
            return (
              <div className="card" data-testid="today-calm">
                <Face drawing="calm" title="都有人在办。" text="没有晚了的，也没有要您定的。" />
              </div>
            );
          return (
            <>
              <div className="attention-grid">
                {waiting.map((line) => (
                  <AttentionCard key={line.kind} line={line} />
                ))}
              </div>
              {calm.length > 0 && (
                <p className="soft" data-testid="today-nothing">
                  没有的：{calm.map(({ kind }) => attentionWords[kind].label).join('、')}。
                </p>
              )}
            </>
          );
        }}
      </Loaded>
      <TodayFigures school={school} />
    </div>
  );
}
