import { View } from '@tarojs/components';
import { useState } from 'react';
import type { PictureName } from '#shared/session/pictures.js';
import { whyNot } from '../../../api/needs-network.js';
import { goBack } from '../../../platform/navigation.js';
import { Gate, type Signed } from '../../../session/gate.js';
import * as api from '../../../session/session-api.js';
import { changeOwn } from '../../../session/session-store.js';
import { Page } from '../../../ui/page.js';
import { PictureGrid } from '../../../ui/picture-pad.js';
import { toast } from '../../../ui/toast.js';
import { Muted, Wrong } from '../../../ui/words.js';

function Choose({ signed }: { signed: Signed }) {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const pick = async (picture: PictureName) => {
    if (busy) return;
    if (picture === signed.person.picture) return goBack();
    setWrong(null);
    setBusy(true);
    try {
      await changeOwn((bearer) => api.choosePicture(bearer, picture));
      toast('换好了');
      goBack();
    } catch (error) {
      setWrong(whyNot(error, 'picture'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <View>
      <View style={{ margin: '4px 4px 14px' }}>
        <Muted>挑一张认得的图。换人用手机的时候，点自己的图就行。</Muted>
        <Wrong>{wrong}</Wrong>
      </View>
      <PictureGrid
        id="picture"
        value={signed.person.picture}
        disabled={busy}
        onPick={(picture) => void pick(picture)}
      />
    </View>
  );
}

/** 我的图: the drawing by which I am known on this phone. */
export default function PicturePage() {
  return (
    <Page title="我的图" back>
      <Gate>{(signed) => <Choose signed={signed} />}</Gate>
    </Page>
  );
}
