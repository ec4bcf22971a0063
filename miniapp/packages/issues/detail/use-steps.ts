import { useState } from 'react';
import type { IssueDetail } from '#shared/issues/contract.js';
import { keepFiles } from '../../../api/outbox/keep-files.js';
import { deliverNow, outbox } from '../../../api/outbox/outbox-service.js';
import type { Recording } from '../../../platform/recorder.js';
import type { TemporaryFile } from '../../../platform/temporary-file.js';
import { askForMessage, type TemplateKey } from '../../../session/subscribe.js';
import { toast } from '../../../ui/toast.js';
import { stepDraft, type StepToKeep } from './step-draft.js';

export interface Step extends StepToKeep {
  photos: TemporaryFile[];
  /** What was said instead of written, or beside it. */
  voice?: Recording | null;
  /** Which message to ask permission for in the same tap. */
  message?: TemplateKey;
}

/** Takes steps in one issue by way of the outbox, so that a verdict given without a network is not lost. */
export function useSteps(person: string, issue: IssueDetail) {
  const [busy, setBusy] = useState(false);

  /** Resolves with whether the step is safe on the phone. */
  const take = async (step: Step): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    if (step.message) void askForMessage(step.message);
    try {
      outbox.add(person, stepDraft(issue, step, await keepFiles(step.photos, step.voice)));
      void deliverNow(true);
      return true;
    } catch {
      toast('手机空间不够，没有存下来。请先删一些照片再试。');
      return false;
    } finally {
      setBusy(false);
    }
  };

  return { busy, take };
}
