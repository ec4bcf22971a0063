import { useState } from 'react';
import { beginReport } from '../../../api/begun-report.js';
import { deliverNow, outbox } from '../../../api/outbox/outbox-service.js';
import { open, pages } from '../../../platform/navigation.js';
import type { Signed } from '../../../session/gate.js';
import { toast } from '../../../ui/toast.js';
import { bodyOf, emptyRating, problemOf, type OfferedService, type Rating } from './rating.js';

/** Where the stars go. */
export interface RatingPlace {
  code: string | null;
  school: string;
  /** Whether the person belongs there; who does not needs the code for everything. */
  belongs: boolean;
}

/** Stars for one service, and handing them over to the outbox: sent at once or with the next network. */
export function useRating(signed: Signed, service: OfferedService, where: RatingPlace) {
  const person = signed.person.token;
  const [rating, setRating] = useState<Rating>(emptyRating);
  const [wrong, setWrong] = useState<string | null>(null);
  const [handedOver, setHandedOver] = useState<string | null>(null);

  const handOver = (what: Rating) => {
    try {
      // The title stands on a phone that others hold too: it says what, and not how.
      const entry = outbox.add(person, {
        kind: 'evaluation',
        title: `评了“${service.name}”`,
        path: '/evaluations',
        body: { ...bodyOf(service, what, where) },
        school: where.school,
        code: where.code,
      });
      setHandedOver(entry.clientId);
      void deliverNow(true);
    } catch {
      toast('手机空间不够，没有存下来。请先删一些照片再试。');
    }
  };

  /** Stars stay stars where the words beside them belong into a report. */
  const withoutWords = async () => {
    if (handedOver !== null) await outbox.discard(person, handedOver);
    handOver({ ...rating, text: '' });
  };

  /** Opens the report form; what it is about and what was written is there already. Nothing leads back to the stars. */
  const tell = () => {
    const { category, place } = service;
    beginReport(person, { school: where.school, category, place, text: rating.text });
    open(where.belongs || where.code === null ? pages.report : pages.tell(where.code));
  };

  return {
    rating,
    change: (part: Partial<Rating>) => {
      setWrong(null);
      setRating((before) => ({ ...before, ...part }));
    },
    wrong,
    handedOver,
    send: () => {
      const problem = problemOf(service, rating);
      setWrong(problem);
      if (problem === null) handOver(rating);
    },
    withoutWords,
    tell,
  };
}
