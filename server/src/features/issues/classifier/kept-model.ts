import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { Model } from './linear-model.js';
import type { ModelParts } from './linear-model.js';

/** Beside the compiled program; among the sources there is none. */
const besideProgram = fileURLToPath(new URL('starting-model', import.meta.url));

/**
 * The model of the starting set that the build has left in `file`. Training it takes seconds, and every start of the
 * server would take them again.
 * @returns undefined where there is none, or none of this version: then it has to be trained
 */
export function keptModel(version: string, file = besideProgram): Model | undefined {
  try {
    const parts = deserialize(readFileSync(file)) as ModelParts;
    return parts.version === version ? new Model(parts) : undefined;
  } catch {
    // Not there, or written by another release of Node.
    return undefined;
  }
}

/** Leaves a model for later starts. */
export function keepModel(model: Model, file = besideProgram): void {
  writeFileSync(file, serialize(model.parts));
}
