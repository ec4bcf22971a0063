import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { Classifier } from '../../server/src/features/issues/classifier/classifier.js';
import { Model } from '../../server/src/features/issues/classifier/linear-model.js';
import type { ModelParts } from '../../server/src/features/issues/classifier/linear-model.js';

let isShared = false;

/**
 * Lets the test files of one run share the classifier of the starting set: the first one trains it, the others read
 * what it learned. Training takes some seconds inside Jest, and every file would do it once more.
 */
export function shareStartingModel(): void {
  if (isShared) return;
  isShared = true;
  const file = path.join(process.env['XINQIAO_TEST_RUN'] ?? '', 'starting-model');
  if (existsSync(file)) {
    Classifier.startWith(new Model(deserialize(readFileSync(file)) as ModelParts));
    return;
  }
  const { parts } = Classifier.trainFromStartingSet().model;
  const own = `${file}-${process.pid}`;
  writeFileSync(own, serialize(parts));
  // Under its name only when it is whole: the other worker may be looking.
  renameSync(own, file);
}
