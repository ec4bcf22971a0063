import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { consentPurposes, type PersonalPurpose } from '#shared/consents/purposes.js';
import { whyNot } from '../../../api/needs-network.js';
import { player } from '../../../platform/speaker.js';
import { Gate, type Signed } from '../../../session/gate.js';
import { decideConsent } from '../../../session/own-choices.js';
import { ConsentLines } from '../../../speech/consent-sheet.js';
import { Button } from '../../../ui/button.js';
import { Card } from '../../../ui/card.js';
import { Page } from '../../../ui/page.js';
import { toast } from '../../../ui/toast.js';
import { Muted, Tag } from '../../../ui/words.js';

const purposes = Object.keys(consentPurposes) as PersonalPurpose[];

function Purpose({ signed, purpose }: { signed: Signed; purpose: PersonalPurpose }) {
  const [busy, setBusy] = useState(false);
  const consent = signed.view.consents.find((one) => one.purpose === purpose);
  const holds = consent?.holds === true;
  const decide = async (decision: 'given' | 'refused') => {
    if (busy) return;
    setBusy(true);
    try {
      await decideConsent(purpose, decision);
      // Taken back works at once, also for what is being read.
      if (decision === 'refused') player.stop();
    } catch (error) {
      toast(whyNot(error, 'ownConsent'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card id={`consent-${purpose}`}>
      <View className="x-row x-row--apart x-row--wrap">
        <Text className="x-title">{consentPurposes[purpose].title}</Text>
        <Tag tone={holds ? 'ok' : 'wait'}>{holds ? '您答应了' : '没有答应'}</Tag>
      </View>
      <ConsentLines purpose={purpose} />
      <Muted>{`交给：${consentPurposes[purpose].recipient}`}</Muted>
      {consent?.recordedForHer ? <Muted>老师当面问过您，替您记下的。</Muted> : null}
      <View style={{ marginTop: '12px' }}>
        {holds ? (
          <Button id={`${purpose}-no`} kind="ghost" icon="no" big onTap={() => void decide('refused')}>
            不要了，收回
          </Button>
        ) : (
          <Button id={`${purpose}-yes`} kind="ok" icon="ok" big onTap={() => void decide('given')}>
            好，我答应
          </Button>
        )}
      </View>
    </Card>
  );
}

/** What the person agrees to, each for itself, and how to take it back. */
export default function ConsentsPage() {
  return (
    <Page title="读给我听" back>
      <Gate>
        {(signed) => (
          <View>
            {purposes.map((purpose) => (
              <Purpose key={purpose} signed={signed} purpose={purpose} />
            ))}
          </View>
        )}
      </Gate>
    </Page>
  );
}
