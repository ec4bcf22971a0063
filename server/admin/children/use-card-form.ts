import type { ChildDetail } from '#shared/people/family.js';
import { useState } from 'react';

/** Which form of a card of a child is open, and what every such form is told: when it is done the child is read again. */
export function useCardForm<What>(child: ChildDetail, onChanged: () => void) {
  const [open, setOpen] = useState<What | null>(null);
  const form = {
    child,
    onClose: () => setOpen(null),
    onDone: () => {
      setOpen(null);
      onChanged();
    },
  };
  return { open, setOpen, form };
}
