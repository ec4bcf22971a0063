import { View } from '@tarojs/components';
import { useState } from 'react';
import { pinLength, type PictureName } from '#shared/session/pictures.js';
import { whyNot } from '../../../api/needs-network.js';
import * as api from '../../../session/session-api.js';
import { changeOwn } from '../../../session/session-store.js';
import { PicturePin } from '../../../ui/picture-pin.js';
import { Muted, Wrong } from '../../../ui/words.js';

const isSame = (one: readonly string[], other: readonly string[]): boolean => one.join() === other.join();

/** Setting a PIN: four pictures, and the same four once more. */
export function NewPin({ onSet }: { onSet: () => void }) {
  const [first, setFirst] = useState<PictureName[] | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);

  const keepFirst = (sequence: PictureName[]): Promise<string | null> => {
    if (new Set(sequence).size === 1) return Promise.resolve('四张图不要都一样，换一张再点');
    setWrong(null);
    setFirst(sequence);
    return Promise.resolve(null);
  };
  const compare = async (sequence: PictureName[]): Promise<string | null> => {
    if (!first || !isSame(first, sequence)) {
      setFirst(null);
      setWrong('两遍不一样，从头再来一次。');
      return null;
    }
    try {
      await changeOwn((bearer) => api.setPin(bearer, sequence));
      onSet();
      return null;
    } catch (error) {
      setFirst(null);
      setWrong(whyNot(error, 'setPin'));
      return null;
    }
  };
  return (
    <View>
      <Wrong>{wrong}</Wrong>
      {first ? (
        <PicturePin key="second" id="pin-second" words="再点一遍，一样的四张图。" onTapped={compare} />
      ) : (
        <PicturePin
          key="first"
          id="pin-first"
          words={`按您记得住的顺序，点 ${pinLength} 张图。`}
          onTapped={keepFirst}
        />
      )}
      <Muted>
        同一部手机几个人用，有了图片密码，别人就看不到您不留名字的事。错了五次要歇一刻钟；忘了请老师当面重设。
      </Muted>
    </View>
  );
}
