import Taro, { useRouter } from '@tarojs/taro';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { MyBinding } from '#shared/people/binding-contract.js';
import { whyNot } from '../../../api/needs-network.js';
import { goBack, openTab, tabs } from '../../../platform/navigation.js';
import { bind, joined, useSession } from '../../../session/session-store.js';
import { Button } from '../../../ui/button.js';
import { Page } from '../../../ui/page.js';
import { LineField } from '../../../ui/text-area.js';
import { toast } from '../../../ui/toast.js';
import { Muted } from '../../../ui/words.js';
import { BoundFace, isHeld, type HeldBinding } from './bound-face.js';
import { ChildForm } from './child-form.js';

/** The code inside whatever was scanned: the code itself, or an address that carries `?code=` or `?scene=`. */
function codeIn(scanned: string): string {
  return decodeURIComponent(/[?&](?:code|scene)=([^&#]+)/.exec(scanned)?.[1] ?? scanned).trim();
}

const cleaned = (code: string): string => code.replace(/[\s-]/g, '').toUpperCase();
/** A child's code has ten letters and digits, one of a member of staff eight. */
const isOfChild = (code: string): boolean => /^[A-Z0-9]{10}$/.test(cleaned(code));

/** 绑定: types or scans the one-time code that a teacher handed over. */
export default function BindPage() {
  const { params } = useRouter();
  const phase = useSession((state) => state.phase);
  const given = params.code ?? params.scene;
  const [code, setCode] = useState(given ? codeIn(decodeURIComponent(given)) : '');
  const [held, setHeld] = useState<HeldBinding | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const welcome = () => {
    toast('绑好了，欢迎您');
    if (params.then === 'back') goBack();
    else openTab(tabs.home);
  };

  const bound = async (binding: MyBinding) => {
    if (isHeld(binding.state)) return setHeld(binding.state);
    await joined();
    welcome();
  };

  const send = async (value: string) => {
    const clean = cleaned(value);
    // The slip of a child: what else has to be said is asked below.
    if (isOfChild(clean)) return;
    if (!/^[A-Z0-9]{8}$/.test(clean)) return setWrong('码是 8 位或 10 位字母和数字');
    setBusy(true);
    try {
      await bind(clean);
      welcome();
    } catch (error) {
      setWrong(whyNot(error, 'binding'));
    } finally {
      setBusy(false);
    }
  };

  const scan = async () => {
    try {
      const { result, path } = await Taro.scanCode({ scanType: ['qrCode', 'barCode'] });
      // A code of WeChat's own arrives as the page that it opens.
      const found = codeIn(path || result);
      setCode(found);
      await send(found);
    } catch {
      // Going back without scanning arrives as a failure.
      return;
    }
  };

  if (held !== null) {
    return (
      <Page title="绑定" back>
        <BoundFace state={held} onClose={() => openTab(tabs.home)} />
      </Page>
    );
  }
  return (
    <Page title="绑定" back>
      <View style={{ margin: '8px 4px 16px' }}>
        <Text className="x-title">老师给您的绑定码</Text>
        <Muted>码只能用一次。没有码，请到学校向老师要一张。</Muted>
      </View>
      {XINQIAO_PLATFORM === 'weapp' ? (
        <View style={{ marginBottom: '16px' }}>
          <Button id="bind-scan" icon="scan" big onTap={() => void scan()}>
            扫一扫
          </Button>
        </View>
      ) : null}
      <LineField
        id="bind-code"
        placeholder="也可以在这里输入码"
        value={code}
        wrong={wrong}
        onChange={(value) => {
          setWrong(null);
          setCode(value);
        }}
      />
      {isOfChild(code) && phase !== 'starting' ? (
        <ChildForm code={cleaned(code)} onDone={(binding) => void bound(binding)} />
      ) : (
        <View style={{ marginTop: '16px' }}>
          <Button
            id="bind-send"
            kind={XINQIAO_PLATFORM === 'weapp' ? 'ghost' : 'main'}
            disabled={code.trim() === '' || phase === 'starting'}
            busy={busy && '正在绑定…'}
            onTap={() => void send(code)}
          >
            绑定
          </Button>
        </View>
      )}
    </Page>
  );
}
