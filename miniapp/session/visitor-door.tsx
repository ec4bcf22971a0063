import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { visitorNameLength } from '#shared/consultations/vocabulary.js';
import { asApiError } from '../api/api-error.js';
import { open, pages } from '../platform/navigation.js';
import { Button } from '../ui/button.js';
import { LineField } from '../ui/text-area.js';
import { Muted } from '../ui/words.js';
import { visit } from './session-store.js';

/** For whom no school knows and who holds a printed code: a name is enough to go on. */
export function VisitorDoor({ code }: { code: string }) {
  const [name, setName] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const go = async () => {
    const clean = name.trim();
    if (clean === '' || [...clean].length > visitorNameLength)
      return setWrong(clean === '' ? '请写一个称呼，比如：王大姐' : `最多 ${visitorNameLength} 个字`);
    setBusy(true);
    try {
      await visit(clean, code);
    } catch (error) {
      setWrong(asApiError(error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <View id="visitor-door" className="x-card">
      <Text className="x-title">怎么称呼您？</Text>
      <Muted>不用注册。学校只知道这个称呼，回话会送到您的微信。</Muted>
      <View style={{ margin: '12px 0' }}>
        <LineField
          id="visitor-name"
          placeholder="比如：王大姐"
          value={name}
          wrong={wrong}
          onChange={(value) => {
            setWrong(null);
            setName(value);
          }}
        />
      </View>
      <Button id="visitor-go" busy={busy && '请等一下…'} onTap={() => void go()}>
        好了，接着说
      </Button>
      <View style={{ marginTop: '12px' }}>
        <Button id="go-bind" kind="quiet" icon="scan" onTap={() => open(pages.bindAndReturn)}>
          我是家长，有绑定码
        </Button>
      </View>
    </View>
  );
}
