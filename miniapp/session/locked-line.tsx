import { useState } from 'react';
import { Button } from '../ui/button.js';
import { unlockWith } from './locked-face.js';
import { PinSheet } from './pin-sheet.js';
import { useLocked } from './use-locked.js';

/**
 * The way from a list to what is shut. It stands there whether anything is or not, so that whoever holds the phone
 * learns nothing from it.
 */
export function LockedLine() {
  const locked = useLocked();
  const [asking, setAsking] = useState(false);
  if (!locked) return null;
  return (
    <>
      <Button id="show-locked" kind="quiet" icon="lock" onTap={() => setAsking(true)}>
        看上了锁的事
      </Button>
      {asking ? (
        <PinSheet title="图片密码" deed="unlock" onTapped={unlockWith} onClose={() => setAsking(false)} />
      ) : null}
    </>
  );
}
