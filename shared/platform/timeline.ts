import { z } from 'zod';
import { MediaView, VoiceView } from '../media/contract.js';
import { Instant } from './primitives.js';

/** One step of a picture strip: what happened, who, when; made to be read aloud as one sentence. */
export const TimelineStep = z
  .object({
    seq: z.int(),
    /** Event name, e.g. `accepted`; `next` for the step that is still to come. */
    event: z.string(),
    /** Name of the drawing. */
    picture: z.enum([
      'said',
      'sorted',
      'handed',
      'working',
      'asked',
      'answered',
      'fixed',
      'verdict',
      'again',
      'ended',
      'heard',
      'together',
      'declined',
      'late',
    ]),
    state: z.enum(['done', 'now', 'next']),
    title: z.string(),
    who: z.string().nullable(),
    at: Instant.nullable(),
    /** By when the step that is still to come should have been done; null where no clock runs. */
    by: Instant.nullable(),
    /** The whole step as one sentence, for reading aloud. */
    spoken: z.string(),
    text: z.string().nullable(),
    photos: z.array(MediaView),
    /** What was said at this step; the recording is the record. */
    voice: VoiceView.nullable(),
  })
  .meta({ id: 'TimelineStep' });
export type TimelineStep = z.infer<typeof TimelineStep>;
