import { ImageIntake } from './image-intake.js';
import { MediaAddress } from './media-address.js';
import { MediaConditions } from './media-conditions.js';
import { MediaService } from './media.service.js';
import { MediaSweeper } from './media-sweeper.js';
import { RecordingIntake } from './recording-intake.js';

/** Everything of the media platform but the store, which depends on where the bytes are kept. */
export const mediaProviders = [
  ImageIntake,
  RecordingIntake,
  MediaAddress,
  MediaConditions,
  MediaService,
  MediaSweeper,
];
