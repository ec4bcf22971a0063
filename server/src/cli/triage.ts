// npm run --silent triage -- --input FILE.jsonl
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { defaultCategories } from '#shared/issues/vocabulary.js';
import { Classifier } from '../features/issues/classifier/classifier.js';
import { readJsonLines, Refusal, runCommand } from './input/json-lines.js';

const usage = `npm run --silent triage -- --input FILE.jsonl

Sorts the lines {"id", "text"} of a file as a school without any corrections of its own would: one JSON line for each,
in the same order, {"id", "category", "confidence", "alternatives", "words"}. "category" is the likeliest one, null for
a text without words. A line that cannot be read is named on stderr, and the exit code is 1.`;

const Line = z.object({ id: z.union([z.string(), z.number()]), text: z.string() });

/** The names that a school's categories have at first. */
const names: Readonly<Record<string, string>> = defaultCategories;
const nameOf = (code: string): string => names[code] ?? code;

await runCommand(async () => {
  const { values } = parseArgs({
    options: { input: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  if (values.help || values.input === undefined) throw new Refusal(usage);
  const lines = await readJsonLines(values.input, Line);
  const classifier = Classifier.trainFromStartingSet();
  for (const line of lines) {
    if ('problem' in line) {
      console.error(`line ${line.number}: ${line.problem}`);
      process.exitCode = 1;
      continue;
    }
    const { confidence, alternatives, words } = classifier.classify(line.value.text);
    const guesses = alternatives.map((guess) => ({ ...guess, category: nameOf(guess.category) }));
    const category = guesses[0]?.category ?? null;
    console.log(JSON.stringify({ id: line.value.id, category, confidence, alternatives: guesses, words }));
  }
});
