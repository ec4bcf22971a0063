import Taro, { useRouter } from '@tarojs/taro';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { asApiError } from '../../../api/api-error.js';
import { goBack, openTab, tabs } from '../../../platform/navigation.js';
import { bind, useSession } from '../../../session/session-store.js';
import { Button } from '../../../ui/button.js';
import { Page } from '../../../ui/page.js';
import { LineField } from '../../../ui/text-area.js';
import { toast } from '../../../ui/toast.js';
import { Muted } from '../../../ui/words.js';

/** The code inside whatever was scanned: the code itself, or an address that carries `?code=`. */
function codeIn(scanned: string): string {
  return decodeURIComponent(/[?&]code=([^&#]+)/.exec(scanned)?.[1] ?? scanned).trim();
}

/** 绑定: types or scans the one-time code that a teacher handed over. */
export default function BindPage() {
  const { params } = useRouter();
  const phase = useSession((state) => state.phase);
  const [code, setCode] = useState(params.code ? codeIn(decodeURIComponent(params.code)) : '');
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const send = async (value: string) => {
    const clean = value.replace(/[\s-]/g, '').toUpperCase();
    if (!/^[A-Z0-9]{8}$/.test(clean)) return setWrong('绑定码是 8 位字母和数字');
    setBusy(true);
    try {
      await bind(clean);
      toast('绑好了，欢迎您');
      if (params.then === 'back') goBack();
      else openTab(tabs.home);
    } catch (error) {
      setWrong(asApiError(error).message);
    } finally {
      setBusy(false);
    }
  };

  const scan = async () => {
    try {
      const { result } = await Taro.scanCode({ scanType: ['qrCode', 'barCode'] });
      const found = codeIn(result);
      setCode(found);
      await send(found);
    } catch {
      // Going back without scanning arrives as a failure.
      return;
    }
  };

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
        placeholder="也可以在这里输入 8 位码"
        value={code}
        wrong={wrong}
        onChange={(value) => {
          setWrong(null);
          setCode(value);
        }}
      />
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
    </Page>
  );
}
