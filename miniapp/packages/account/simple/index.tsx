import { View } from '@tarojs/components';
import { useState } from 'react';
import { useOutbox } from '../../../api/outbox/outbox-service.js';
import { whyNot } from '../../../api/needs-network.js';
import { open, openTab, pages, tabs } from '../../../platform/navigation.js';
import { Gate, type Signed } from '../../../session/gate.js';
import { changePreferences, consentOf, preferencesOf } from '../../../session/own-choices.js';
import { Button } from '../../../ui/button.js';
import { Card } from '../../../ui/card.js';
import { ConfirmSheet } from '../../../ui/confirm-sheet.js';
import { Line } from '../../../ui/line.js';
import { Page } from '../../../ui/page.js';
import { Asked, BigChoice } from '../../../ui/simple.js';
import { toast } from '../../../ui/toast.js';

/** A question in between: nobody leaves the big buttons with a slip of the finger. */
const leaving = {
  title: '要换回字多的样子吗？',
  words: '大按钮就没有了。想再换回来，在“我的”里面。',
  yes: '换回字多的',
  no: '不换，留着大按钮',
};

function SimpleSettings({ signed }: { signed: Signed }) {
  const { simpleMode, readsAloud } = preferencesOf(signed.view);
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const undelivered = useOutbox().filter((entry) => entry.state !== 'delivered').length;
  const change = async (wanted: Parameters<typeof changePreferences>[0], then?: () => void) => {
    if (busy) return;
    setBusy(true);
    try {
      await changePreferences(wanted);
      then?.();
    } catch (error) {
      toast(whyNot(error, 'preferences'));
    } finally {
      setBusy(false);
    }
  };
  if (!simpleMode)
    return (
      <View>
        <Asked id="simple-hear" words="换成大按钮？" more="四个大按钮，一次做一件事，字都能听，不用打字" />
        <Button
          id="simple-on"
          icon="ok"
          big
          busy={busy && '正在换…'}
          onTap={() => void change({ simpleMode: true }, () => openTab(tabs.home))}
        >
          换成大按钮
        </Button>
      </View>
    );
  return (
    <View>
      <Asked id="simple-hear" words={signed.person.name} more="您现在用的是大按钮" />
      <BigChoice
        id="reads-aloud"
        icon="speak"
        words="打开就读给我听"
        more={readsAloud ? '现在：会读' : '现在：不读，点喇叭才读'}
        on={readsAloud}
        onTap={() => void change({ readsAloud: !readsAloud })}
      />
      <Card>
        <Line
          id="consents"
          icon="ear"
          words="读给我听"
          hint={consentOf('speech_out')?.holds ? '答应了' : '还没答应'}
          onTap={() => open(pages.consents)}
        />
        {signed.view.children.length > 0 ? (
          <Line
            id="child-consents"
            icon="hand"
            words="孩子的事，同不同意"
            onTap={() => open(pages.childConsents())}
          />
        ) : null}
        <Line
          id="undelivered"
          icon="box"
          words="没送到的"
          hint={undelivered > 0 ? `${undelivered} 条` : '没有'}
          onTap={() => open(pages.undelivered)}
        />
        {signed.view.children.length > 0 ? (
          <Line id="rate" icon="star" words="评一评" hint="餐食、接送…" onTap={() => open(pages.rate)} />
        ) : null}
        <Line id="my-picture" icon="smile" words="我的图" onTap={() => open(pages.picture)} />
        <Line id="picture-pin" icon="lock" words="图片密码" onTap={() => open(pages.picturePin)} />
        <Line id="bind" icon="scan" words="绑定孩子" onTap={() => open(pages.bind)} />
      </Card>
      <Button id="simple-off" kind="quiet" onTap={() => setAsking(true)}>
        换回字多的样子
      </Button>
      {asking ? (
        <ConfirmSheet
          question={{
            ...leaving,
            onYes: () => void change({ simpleMode: false }, () => openTab(tabs.home)),
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </View>
  );
}

/** 简单模式: into the big buttons, what else can be set there, and back. */
export default function SimplePage() {
  return (
    <Page title="我的" back>
      <Gate>{(signed) => <SimpleSettings key={signed.person.token} signed={signed} />}</Gate>
    </Page>
  );
}
