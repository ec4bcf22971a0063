// npm run --silent evaluate:classifier -- --train FILE.jsonl --test FILE.jsonl
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { measure } from '../features/issues/classifier/measure.js';
import { examplesOfNames } from '../features/issues/classifier/label-names.js';
import { train } from '../features/issues/classifier/train.js';
import type { Example } from '../features/issues/classifier/train.js';
import { readJsonLines, Refusal, runCommand } from './input/json-lines.js';

const usage = `npm run --silent evaluate:classifier -- --train FILE.jsonl --test FILE.jsonl

Trains the classifier on the lines {"text", "label"} of one file and tries it on those of another. Prints one JSON line
{"accuracy", "macroF1", "trainSeconds", "microsecondsPerMessage"}. A line that cannot be read is named on stderr and
left out, and the exit code is 1.`;

const Line = z.object({
  text: z.string(),
  label: z.union([z.string(), z.number(), z.boolean()]).transform(String),
});

async function read(file: string): Promise<Example[]> {
  const lines = await readJsonLines(file, Line);
  const examples: Example[] = [];
  for (const line of lines) {
    if ('value' in line) examples.push(line.value);
    else {
      console.error(`${file} line ${line.number}: ${line.problem}`);
      process.exitCode = 1;
    }
  }
  if (examples.length === 0) throw new Refusal(`${file} holds no examples {"text", "label"}.`);
  return examples;
}

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      train: { type: 'string' },
      test: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || values.train === undefined || values.test === undefined) throw new Refusal(usage);
  const examples = await read(values.train);
  const tests = await read(values.test);
  const began = performance.now();
  const names = new Map(examples.map(({ label }) => [label, label]));
  const model = train(examples, { lexicon: examplesOfNames(names) });
  const trained = performance.now();
  const { accuracy, macroF1 } = measure(model, tests);
  const done = performance.now();
  console.log(
    JSON.stringify({
      accuracy,
      macroF1,
      trainSeconds: (trained - began) / 1000,
      microsecondsPerMessage: ((done - trained) * 1000) / tests.length,
    }),
  );
});
