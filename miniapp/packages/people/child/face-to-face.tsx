import { View } from '@tarojs/components';
import { useState } from 'react';
import { consentPurposes } from '#shared/consents/purposes.js';
import { asApiError } from '../../../api/api-error.js';
import { recordConsent, useGuardianConsents } from '../../../api/children.js';
import { ConsentLines } from '../../../speech/consent-sheet.js';
import { Button } from '../../../ui/button.js';
import { QueryView } from '../../../ui/query-view.js';
import { Sheet } from '../../../ui/sheet.js';
import { toast } from '../../../ui/toast.js';
import { Muted } from '../../../ui/words.js';

const purpose = 'speech_out';

interface FaceToFaceProps {
  guardian: string;
  name: string;
  onClose: () => void;
}

/** For a teacher who sits with her: the pictures to go through together, and what she said. */
export function FaceToFace({ guardian, name, onClose }: FaceToFaceProps) {
  const query = useGuardianConsents(guardian);
  const [busy, setBusy] = useState(false);
  const record = async (decision: 'given' | 'refused') => {
    if (busy) return;
    setBusy(true);
    try {
      await recordConsent(guardian, { purpose, version: consentPurposes[purpose].version, decision });
      toast('记下了');
      onClose();
    } catch (error) {
      toast(asApiError(error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Sheet id="face-to-face" title={`和${name}一起看`} onClose={onClose}>
      <Muted>一张一张讲给她听，她自己说了才算。会记下是您当面问的，她随时可以收回。</Muted>
      <ConsentLines purpose={purpose} />
      <QueryView query={query}>
        {({ items }) => {
          const holds = items.find((one) => one.purpose === purpose)?.holds === true;
          return (
            <View className="x-stack">
              {holds ? <Muted>她已经答应了。</Muted> : null}
              {holds ? null : (
                <Button id="record-yes" kind="ok" icon="ok" big onTap={() => void record('given')}>
                  她说：好
                </Button>
              )}
              <Button id="record-no" kind="ghost" icon="no" onTap={() => void record('refused')}>
                {holds ? '她说：收回' : '她说：不用'}
              </Button>
            </View>
          );
        }}
      </QueryView>
    </Sheet>
  );
}
