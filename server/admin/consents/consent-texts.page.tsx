import { useQuery } from '@tanstack/react-query';
import type { ConsentText } from '#shared/consents/child-contract.js';
import { childPurposes } from '#shared/consents/child-purposes.js';
import type { ChildPurposeName } from '#shared/consents/child-purposes.js';
import { Button, Collapse, Tag } from 'antd';
import { useState } from 'react';
import { listConsentTexts } from '../api/consents.api.js';
import { useSchoolToken } from '../session/session-context.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { VoicePlayer } from '../ui/voice-player.js';
import { when } from '../ui/when.js';
import { purposes } from './consent-words.js';
import { ConsentTextForm } from './consent-text-form.js';

/** What a purpose guards today, in words; nothing yet is said too. */
function guardedWords(purpose: ChildPurposeName): string {
  const words = {
    media: '看照片、听录音时真的会查',
    health_fields: '看健康情况时真的会查',
    statistics: '数人数时真的会查',
    outside_speech: '读字时真的会查',
    village: '把孩子交给儿童主任时真的会查',
  };
  const guards: readonly (keyof typeof words)[] = childPurposes[purpose].guards;
  return guards.length === 0 ? '现在还没有用到它的地方' : guards.map((one) => words[one]).join('；');
}

function Words({ text }: { text: ConsentText }) {
  return (
    <div className="stack">
      <ol style={{ margin: 0, paddingInlineStart: 20 }}>
        {text.lines.map(({ words }) => (
          <li key={words}>{words}</li>
        ))}
      </ol>
      <div>同意以后：{text.yes}</div>
      <div>不同意：{text.no}</div>
      {text.voice && <VoicePlayer voice={text.voice} />}
    </div>
  );
}

function versionName({ version, publishedAt, publishedBy, asksAgain }: ConsentText): string {
  const by = publishedAt === null ? '一开始就有的' : `${when(publishedAt)} ${publishedBy ?? ''}发布`;
  return `第 ${version} 版 · ${by}${asksAgain ? ' · 再问一次' : ''}`;
}

/** 同意书的文字: the words of each purpose in all their versions, and a new one. */
export function Component() {
  const school = useSchoolToken();
  const [writing, setWriting] = useState<ConsentText | null>(null);
  const texts = useQuery({
    queryKey: ['consent-texts', school],
    queryFn: ({ signal }) => listConsentTexts(school, signal),
  });
  return (
    <div className="stack">
      <PageHead
        title="同意书的文字"
        note="写给不常看字的老人：一句话一件事，念出来能听懂。不同意不能有坏处。"
      />
      <Loaded query={texts}>
        {({ items }) =>
          purposes.map((purpose) => {
            const [now, ...before] = items.filter((text) => text.purpose === purpose);
            if (!now) return null;
            return (
              <section key={purpose} className="card stack" data-testid={`text-${purpose}`}>
                <div className="page-head">
                  <h2>{childPurposes[purpose].title}</h2>
                  <Button onClick={() => setWriting(now)} data-testid={`write-${purpose}`}>
                    写新的一版
                  </Button>
                </div>
                <div className="row">
                  <Tag>{versionName(now)}</Tag>
                  <span className="soft">{guardedWords(purpose)}</span>
                </div>
                <Words text={now} />
                {before.length > 0 && (
                  <Collapse
                    items={before.map((text) => ({
                      key: text.version,
                      label: versionName(text),
                      children: <Words text={text} />,
                    }))}
                  />
                )}
              </section>
            );
          })
        }
      </Loaded>
      {writing && (
        <ConsentTextForm
          school={school}
          text={writing}
          onClose={() => setWriting(null)}
          onSaved={() => {
            setWriting(null);
            void texts.refetch();
          }}
        />
      )}
    </div>
  );
}
