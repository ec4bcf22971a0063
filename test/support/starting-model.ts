import { renameSync } from 'node:fs';
import path from 'node:path';
import { Classifier } from '../../server/src/features/issues/classifier/classifier.js';
import { keepModel, keptModel } from '../../server/src/features/issues/classifier/kept-model.js';
import {
  startingSentences,
  startingWords,
} from '../../server/src/features/issues/classifier/starting-set.js';
import { versionOf } from '../../server/src/features/issues/classifier/train.js';

let isShared = false;

/**
 * Lets the test files of one run share the classifier of the starting set: the first one trains it, the others read
 * what it learned. Training takes some seconds inside Jest, and every file would do it once more.
 */
export function shareStartingModel(): void {
  if (isShared) return;
  isShared = true;
  const file = path.join(process.env['XINQIAO_TEST_RUN'] ?? '', 'starting-model');
  const kept = keptModel(versionOf(startingSentences(), { lexicon: startingWords() }), file);
  if (kept) {
    Classifier.startWith(kept);
    return;
  }
  const own = `${file}-${process.pid}`;
  keepModel(Classifier.trainFromStartingSet().model, own);
  // Under its name only when it is whole: the other worker may be looking.
  renameSync(own, file);
}
