import { useQuery } from '@tanstack/react-query';
import type { ChildConsents } from '#shared/consents/child-contract.js';
import { childConsentStates, childPurposes, consentChannels } from '#shared/consents/child-purposes.js';
import { relations } from '#shared/people/vocabulary.js';
import { Tag } from 'antd';
import { getChildConsents } from '../api/consents.api.js';
import { DrawerInFront } from '../ui/in-front.js';
import { Loaded } from '../ui/loaded.js';
import { when } from '../ui/when.js';
import { stateColours } from './consent-words.js';

const answers = { yes: '同意', no: '不同意', none: '还没说' } as const;
const decisions = { given: '同意', refused: '不同意', withdrawn: '收回' } as const;

function Purposes({ items }: Pick<ChildConsents, 'items'>) {
  return (
    <ul className="stack" style={{ listStyle: 'none', padding: 0 }}>
      {items.map(({ purpose, state, inUse, says }) => (
        <li key={purpose} data-testid={`consent-of-${purpose}`}>
          <strong>{childPurposes[purpose].title}</strong>{' '}
          {inUse || state === 'refused' ? (
            <Tag color={stateColours[state]}>{childConsentStates[state]}</Tag>
          ) : (
            <Tag>现在还没有用到，不用问</Tag>
          )}
          <div className="soft">
            {says
              .map(({ name, relation, answer }) => `${relations[relation]}${name}：${answers[answer]}`)
              .join('；') || '没有登记能做主的家人'}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** One child: who says what, and what was said before, with its words. */
export function ConsentPanel({ token, onClose }: { token: string; onClose: () => void }) {
  const query = useQuery({
    queryKey: ['child-consents', token],
    queryFn: ({ signal }) => getChildConsents(token, signal),
  });
  return (
    <DrawerInFront title="这个孩子的同意" onClose={onClose} size={560} readOnly data-testid="consent-panel">
      <Loaded query={query}>
        {({ child, items, history }) => (
          <div className="stack">
            <h2>{child.name}</h2>
            <p className="soft">
              意见不一样时，先照“不同意”的办。家里自己商量，学校不劝哪一边。当面记录请班主任用手机办。
            </p>
            <Purposes items={items} />
            <h3>以前说过的</h3>
            {history.length === 0 && <p className="soft">还没有。</p>}
            <ul className="stack" style={{ listStyle: 'none', padding: 0 }}>
              {history.map((word, index) => (
                <li key={`${word.at}${index}`}>
                  {when(word.at)} {word.by.name}：{childPurposes[word.purpose].title}，
                  {decisions[word.decision]}（第 {word.version} 版）
                  <div className="soft">
                    {[
                      consentChannels[word.channel],
                      word.witness === null ? null : `${word.witness}在场`,
                      word.note,
                      word.counts ? null : '现在不算数了',
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </div>
                </li>
              ))}
            </ul>
          </div>
        )}
      </Loaded>
    </DrawerInFront>
  );
}
