import { useState } from 'react';
import { deliverNow } from '../api/outbox/outbox-service.js';
import { Button } from '../ui/button.js';
import { Face } from '../ui/faces.js';
import { PinSheet } from './pin-sheet.js';
import * as api from './session-api.js';
import { changeOwn } from './session-store.js';

/** Opens the phone to the acting person, and sends what had to wait for it. Rejects with an ApiError. */
export async function unlockWith(sequence: Parameters<typeof api.unlock>[1]): Promise<void> {
  await changeOwn((bearer) => api.unlock(bearer, sequence));
  void deliverNow(true);
}

/** Stands where something sensitive would be, until the pictures are tapped. */
export function LockedFace({ onOpened }: { onOpened: () => void }) {
  const [asking, setAsking] = useState(false);
  return (
    <Face id="face-locked" drawing="locked" title="这里上了锁" words="点一下您的图片密码，就能看。">
      <Button id="unlock" icon="lock" onTap={() => setAsking(true)}>
        点图片密码
      </Button>
      {asking ? (
        <PinSheet
          title="图片密码"
          deed="unlock"
          onTapped={async (sequence) => {
            await unlockWith(sequence);
            onOpened();
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Face>
  );
}
