import { useState } from 'react';
import type { DecideForChild } from '#shared/consents/child-contract.js';
import { deliverNow, outbox } from '../../api/outbox/outbox-service.js';
import { toast } from '../../ui/toast.js';
import { decisionDraft } from './decision-draft.js';

/** Says yes or no for a child by way of the outbox: what is said without a network is sent with the next. */
export function useDeciding(person: string, child: { token: string; name: string }) {
  const [busy, setBusy] = useState(false);
  const decide = async (decision: DecideForChild): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      outbox.add(person, decisionDraft(child, decision));
      await deliverNow(true);
    } catch {
      toast('手机空间不够，没有存下来。请先删一些照片再试。');
    } finally {
      setBusy(false);
    }
  };
  return { busy, decide };
}
