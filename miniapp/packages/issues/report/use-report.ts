import { useEffect, useState } from 'react';
import type { CreateIssue } from '#shared/issues/contract.js';
import { deliverNow, outbox } from '../../../api/outbox/outbox-service.js';
import { fileVault, type TemporaryPhoto } from '../../../platform/file-vault.js';
import type { Signed } from '../../../session/gate.js';
import { askForMessage } from '../../../session/subscribe.js';
import { toast } from '../../../ui/toast.js';
import { forgetDraft, problemOf, saveDraft, savedDraft, titleOf, type ReportDraft } from './report-draft.js';

/** The draft, its photos, and handing it over. `initial` is used when nothing was begun before. */
export function useReport(signed: Signed, initial: ReportDraft) {
  const person = signed.person.token;
  const [draft, setDraft] = useState<ReportDraft>(() => savedDraft(person) ?? initial);
  const [photos, setPhotos] = useState<TemporaryPhoto[]>([]);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [handedOver, setHandedOver] = useState<string | null>(null);

  useEffect(() => {
    if (handedOver === null && (draft.text !== '' || savedDraft(person))) saveDraft(person, draft);
  }, [draft, handedOver, person]);

  const change = (part: Partial<ReportDraft>) => {
    setWrong(null);
    setDraft((before) => ({ ...before, ...part }));
  };

  const changePhotos = (next: TemporaryPhoto[]) => {
    setWrong(null);
    setPhotos(next);
  };

  /** Writes the report into the outbox; from there it is safe, with or without a network. */
  const send = async () => {
    const problem = problemOf(draft, photos);
    setWrong(problem);
    if (problem !== null || busy) return;
    setBusy(true);
    void askForMessage('progress');
    try {
      const files = [];
      for (const photo of photos) files.push({ ref: await fileVault.keep(photo), size: photo.size });
      const { school, place, child, category, text, sealed } = draft;
      const body: Omit<CreateIssue, 'clientId' | 'photos'> = {
        text,
        sealed,
        place,
        // A child's name beside a sealed report would give the reporter away.
        child: sealed ? null : child,
        category,
        ...(school === null ? {} : { school }),
      };
      const entry = outbox.add(person, {
        kind: 'report',
        title: titleOf(draft, photos),
        path: '/issues',
        body,
        school,
        sealed,
        files,
      });
      setHandedOver(entry.clientId);
      forgetDraft(person);
      void deliverNow(true);
    } catch {
      toast('手机空间不够，没有存下来。请先删一些照片再试。');
    } finally {
      setBusy(false);
    }
  };

  return { draft, change, photos, changePhotos, wrong, busy, handedOver, send };
}
