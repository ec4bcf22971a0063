import { z } from 'zod';
import { keysOf } from '../platform/keys.js';
import { Instant } from '../platform/primitives.js';
import { pictures, pinLength } from './pictures.js';

export const PictureKey = z.enum(keysOf(pictures)).meta({ id: 'PictureKey' });

/** The pictures of a PIN in the order in which they are tapped. */
export const PictureSequence = z.array(PictureKey).length(pinLength, `请点 ${pinLength} 张图`);

/** The drawing by which somebody is found in the list of who holds the phone. */
export const ChoosePicture = z.strictObject({ picture: PictureKey }).meta({ id: 'ChoosePicture' });

/** A new picture PIN. The same picture over and over would be seen over the shoulder, and is tried first. */
export const SetPicturePin = z
  .strictObject({
    pictures: PictureSequence.refine(
      (sequence) => new Set(sequence).size > 1,
      '四张图不要都一样，换一张再点',
    ),
  })
  .meta({ id: 'SetPicturePin' });

export const UnlockSession = z.strictObject({ pictures: PictureSequence }).meta({ id: 'UnlockSession' });

/** Whether the acting person has a picture PIN, and until when this session stands open after she tapped it. */
export const LockView = z
  .object({ hasPin: z.boolean(), unlockedUntil: Instant.nullable() })
  .meta({ id: 'LockView' });
export type LockView = z.infer<typeof LockView>;
