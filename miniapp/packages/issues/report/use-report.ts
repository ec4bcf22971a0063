import { useEffect, useMemo, useState } from 'react';
import type { ReportPicture } from '#shared/issues/vocabulary.js';
import { takeBegunReport } from '../../../api/begun-report.js';
import { takeAsking, type Asking } from '../../../api/asking.js';
import { keepFiles } from '../../../api/outbox/keep-files.js';
import { deliverNow, outbox } from '../../../api/outbox/outbox-service.js';
import type { TemporaryFile } from '../../../platform/temporary-file.js';
import type { Recording } from '../../../platform/recorder.js';
import type { Signed } from '../../../session/gate.js';
import { askForMessage } from '../../../session/subscribe.js';
import { toast } from '../../../ui/toast.js';
import {
  atLanding,
  needsPicture,
  problemOf,
  reportDraft,
  type Landing,
  type ReportDraft,
} from './report-draft.js';
import { forgetDraft, saveDraft, savedDraft } from './saved-draft.js';

/** What was begun before, if it is still of use. */
function beginning(
  person: string,
  initial: ReportDraft,
  landing: Landing | null,
  asking: Asking | null,
): ReportDraft {
  // Just said: what lay here from another day is not mixed with it.
  if (asking) return { ...initial, text: asking.text, asks: asking.topic ?? 'other' };
  const begun = takeBegunReport(person);
  if (begun) return { ...initial, ...begun, school: begun.school ?? initial.school };
  const saved = savedDraft(person);
  if (landing) return saved ?? initial;
  // Without a word of it, the code of another day says nothing about today.
  return saved && saved.text !== '' ? saved : initial;
}

/**
 * The draft, its photos and voice, and handing it over. `initial` is used when nothing was begun before. `remembers`:
 * not where nothing is written, or words that somebody once wrote would go along unseen.
 */
export function useReport(
  signed: Signed,
  initial: ReportDraft,
  landing: Landing | null,
  { remembers = true }: { remembers?: boolean } = {},
) {
  const person = signed.person.token;
  const [handed] = useState(takeAsking);
  const [begun, setDraft] = useState<ReportDraft>(() =>
    remembers || handed ? beginning(person, initial, landing, handed) : initial,
  );
  const { school: home } = initial;
  // What the code says may come long after the form was opened.
  const draft = useMemo(() => atLanding(begun, landing, home), [begun, landing, home]);
  const [photos, setPhotos] = useState<TemporaryFile[]>([]);
  const [voice, setVoice] = useState<Recording | null>(handed?.voice ?? null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [handedOver, setHandedOver] = useState<string | null>(null);
  const attached = { photos, voice };

  useEffect(() => {
    if (!remembers || handedOver !== null) return;
    // Whoever holds the phone next could be whom it is about.
    if (draft.sealed) forgetDraft(person);
    else if (draft.text !== '' || draft.landing || savedDraft(person)) saveDraft(person, draft);
  }, [draft, handedOver, person, remembers]);

  /** Every change takes back the sentence about what was wrong. */
  const touched =
    <T>(set: (value: T) => void) =>
    (value: T) => {
      setWrong(null);
      set(value);
    };
  const change = touched<Partial<ReportDraft>>((part) =>
    setDraft((before) => ({ ...atLanding(before, landing, home), ...part })),
  );

  /** Writes the report into the outbox; from there it is safe, with or without a network. */
  const handOver = async (picture: ReportPicture | null) => {
    if (busy) return;
    setBusy(true);
    void askForMessage('progress');
    try {
      const files = await keepFiles(photos, voice);
      const entry = outbox.add(person, reportDraft(draft, attached, picture, files));
      setAsking(false);
      setHandedOver(entry.clientId);
      if (remembers) forgetDraft(person);
      void deliverNow(true);
    } catch {
      toast('手机空间不够，没有存下来。请先删一些照片再试。');
    } finally {
      setBusy(false);
    }
  };

  const send = () => {
    const problem = problemOf(draft, attached);
    setWrong(problem);
    if (problem !== null) return;
    if (needsPicture(draft, attached)) setAsking(true);
    else void handOver(null);
  };

  return {
    draft,
    change,
    photos,
    changePhotos: touched(setPhotos),
    voice,
    changeVoice: touched(setVoice),
    wrong,
    busy,
    /** Whether the four pictures are asked for. */
    asking,
    dontAsk: () => setAsking(false),
    handedOver,
    send,
    handOver,
  };
}
