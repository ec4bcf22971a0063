import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { consentPurposes, type ConsentLine, type PersonalPurpose } from '#shared/consents/purposes.js';
import { whyNot } from '../api/needs-network.js';
import { decideConsent } from '../session/own-choices.js';
import { Button } from '../ui/button.js';
import { Icon, type IconName } from '../ui/icon.js';
import { Sheet } from '../ui/sheet.js';
import { toast } from '../ui/toast.js';
import { answered } from './listen.js';

const drawings = {
  ear: 'ear',
  mic: 'mic',
  send: 'send',
  shield: 'shield',
  ok: 'ok',
  again: 'again',
} as const satisfies Record<string, IconName>;

/** What somebody would agree to: one drawing and a few words a line, so that it can also be told face to face. */
export function ConsentLines({ purpose }: { purpose: PersonalPurpose }) {
  return <LineList lines={consentPurposes[purpose].lines} />;
}

/** The lines of whatever is asked. */
export function LineList({ lines }: { lines: readonly ConsentLine[] }) {
  return (
    <View>
      {lines.map(({ picture, words }) => (
        <View key={words} className="x-consent">
          <View className="x-consent__dot">
            <Icon name={drawings[picture]} size="l" />
          </View>
          <Text className="x-grow">{words}</Text>
        </View>
      ))}
    </View>
  );
}

/** Asked before words leave the phone for the first time. Saying no costs nothing. */
export function ConsentSheet({ purpose }: { purpose: PersonalPurpose }) {
  const [busy, setBusy] = useState(false);
  const decide = async (decision: 'given' | 'refused') => {
    if (busy) return;
    setBusy(true);
    try {
      await decideConsent(purpose, decision);
      answered(decision === 'given');
    } catch (error) {
      toast(whyNot(error, 'ownConsent'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Sheet id="consent" title="让手机读给您听吗？" onClose={() => answered(false)}>
      <ConsentLines purpose={purpose} />
      <Text className="x-text x-muted">看不清也没关系，请老师或家里人讲给您听，再点。</Text>
      <View className="x-stack" style={{ marginTop: '14px' }}>
        <Button id="consent-yes" kind="ok" icon="speak" big onTap={() => void decide('given')}>
          好，读给我听
        </Button>
        <Button id="consent-no" kind="ghost" icon="no" onTap={() => void decide('refused')}>
          不用，我自己看
        </Button>
      </View>
    </Sheet>
  );
}
