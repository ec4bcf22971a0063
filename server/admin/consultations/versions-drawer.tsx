import { personalDetails } from '#shared/consultations/vocabulary.js';
import type { AnswerVersionView } from '#shared/consultations/contract.js';
import { useQuery } from '@tanstack/react-query';
import { Timeline } from 'antd';
import { getAnswer } from '../api/consultations.api.js';
import { DrawerInFront } from '../ui/in-front.js';
import { Loaded } from '../ui/loaded.js';
import { when } from '../ui/when.js';

const whats: Readonly<Record<AnswerVersionView['what'], string>> = {
  drafted: '写了草稿',
  changed: '改了',
  published: '公开了',
  retired: '停用了',
};

/** What an answer said before, and who did what. */
export function VersionsDrawer({ token, onClose }: { token: string; onClose: () => void }) {
  const answer = useQuery({
    queryKey: ['answers', 'one', token],
    queryFn: ({ signal }) => getAnswer(token, signal),
  });
  return (
    <DrawerInFront
      title="这一条的经过"
      onClose={onClose}
      size={480}
      readOnly
      data-testid="answer-versions-panel"
    >
      <Loaded query={answer}>
        {({ versions }) => (
          <Timeline
            items={versions.map((version) => ({
              key: `${version.at} ${version.what}`,
              content: (
                <>
                  <div>
                    {version.by}
                    {whats[version.what]}（第 {version.version} 版）
                    <span className="soft"> {when(version.at)}</span>
                  </div>
                  <div>{version.question}</div>
                  <div className="soft" style={{ whiteSpace: 'pre-wrap' }}>
                    {version.text}
                  </div>
                  {version.confirmed.length > 0 && (
                    <div className="soft">
                      确认过没有指向个人：{version.confirmed.map((kind) => personalDetails[kind]).join('、')}
                    </div>
                  )}
                </>
              ),
            }))}
          />
        )}
      </Loaded>
    </DrawerInFront>
  );
}
