import { View } from '@tarojs/components';
import { useState } from 'react';
import { whyNot } from '../../../api/needs-network.js';
import { goBack } from '../../../platform/navigation.js';
import { Gate, type Signed } from '../../../session/gate.js';
import { LockedFace } from '../../../session/locked-face.js';
import * as api from '../../../session/session-api.js';
import { changeOwn, isLocked } from '../../../session/session-store.js';
import { Button } from '../../../ui/button.js';
import { ConfirmSheet } from '../../../ui/confirm-sheet.js';
import { Icon } from '../../../ui/icon.js';
import { Page } from '../../../ui/page.js';
import { toast } from '../../../ui/toast.js';
import { useNow } from '../../../ui/use-now.js';
import { Muted, Strong } from '../../../ui/words.js';
import { NewPin } from './new-pin.js';

const giveUp = {
  title: '不用图片密码了吗？',
  words: '以后谁拿着这部手机，点您的图就能看您的事。',
  yes: '不用了',
  no: '还是留着',
};

function HasPin({ onChange }: { onChange: () => void }) {
  const [asking, setAsking] = useState(false);
  const remove = async () => {
    try {
      await changeOwn((bearer) => api.removePin(bearer));
      toast('图片密码去掉了');
    } catch (error) {
      toast(whyNot(error, 'removePin'));
    }
  };
  return (
    <View className="x-stack">
      <View className="x-note">
        <Icon name="lock" size="s" />
        <View className="x-grow">
          <Strong>您有图片密码</Strong>
          <Muted>换您用手机、看不留名字的事和孩子的资料，都要先点图。</Muted>
        </View>
      </View>
      <Button id="change-pin" icon="again" kind="ghost" onTap={onChange}>
        换一个
      </Button>
      <Button id="remove-pin" kind="quiet" onTap={() => setAsking(true)}>
        不用图片密码了
      </Button>
      {asking ? (
        <ConfirmSheet question={{ ...giveUp, onYes: () => void remove() }} onClose={() => setAsking(false)} />
      ) : null}
    </View>
  );
}

function Pin({ signed }: { signed: Signed }) {
  const now = useNow();
  const [changing, setChanging] = useState(false);
  const { lock } = signed.view;
  if (isLocked(signed.view, now)) return <LockedFace onOpened={() => undefined} />;
  if (lock.hasPin && !changing) return <HasPin onChange={() => setChanging(true)} />;
  return (
    <NewPin
      onSet={() => {
        toast('图片密码记好了');
        goBack();
      }}
    />
  );
}

/** 图片密码: four pictures that only I know, before others on this phone see what is mine. */
export default function PinPage() {
  return (
    <Page title="图片密码" back>
      <Gate>{(signed) => <Pin signed={signed} />}</Gate>
    </Page>
  );
}
