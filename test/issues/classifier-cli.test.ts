import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Ran {
  code: number | null;
  /** Every line of the output, parsed: there is nothing else on it. */
  lines: Record<string, unknown>[];
  errors: string;
}

describe('the commands that sort a file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'xinqiao-triage-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const file = (name: string, content: string): string => {
    const at = path.join(folder, name);
    writeFileSync(at, content);
    return at;
  };
  const lines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

  /** Through the same door as `npm run`, without a database and without settings. */
  function run(command: string, ...args: string[]): Promise<Ran> {
    return new Promise((resolve, reject) => {
      const env = { ...process.env, DATABASE_URL: 'mysql://nobody@127.0.0.1:1/none', NODE_OPTIONS: '' };
      const child = spawn(process.execPath, ['server/bin/cli.mjs', command, ...args], { cwd: root, env });
      let output = '';
      let errors = '';
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
      child.on('error', reject);
      child.on('close', (code) => {
        const said = output.split('\n').filter((line) => line !== '');
        resolve({ code, lines: said.map((line) => JSON.parse(line) as Record<string, unknown>), errors });
      });
    });
  }

  it('answers every line with the category that a school would see', async () => {
    const input = file(
      'input.jsonl',
      lines([
        { id: 'a', text: '校车又晚点了，娃在路边等了好久' },
        { id: 2, text: '中午的菜里吃出一条虫，娃不敢吃了' },
        { id: 'silent', text: '' },
        { id: 'emoji', text: '😀👍🏽' },
        { id: 'latin', text: 'the bus was late' },
        { id: 'traditional', text: '校車沒來，電話打不通' },
        { id: 'long', text: '楼梯的扶手坏了没人修，'.repeat(20_000) },
        { id: 'separator', text: '伙食费\u2028退不退' },
      ]),
    );
    const { code, lines: answers, errors } = await run('triage', '--input', input);
    expect({ code, errors: errors.replace(/^(building|built) .*\n/gm, '') }).toEqual({ code: 0, errors: '' });
    expect(answers.map(({ id }) => id)).toEqual([
      'a',
      2,
      'silent',
      'emoji',
      'latin',
      'traditional',
      'long',
      'separator',
    ]);
    for (const answer of answers)
      expect(Object.keys(answer)).toEqual(['id', 'category', 'confidence', 'alternatives', 'words']);
    const categories = answers.map(({ category }) => category);
    expect(categories.slice(0, 4)).toEqual(['接送与交通', '饮食卫生', null, null]);
    expect(categories.slice(5)).toEqual(['接送与交通', '设施安全', '收费']);
    expect(answers[0]).toMatchObject({ alternatives: [{ category: '接送与交通' }, {}] });
    expect(answers[0]?.['words']).toContain('校车');
    expect(answers[2]).toMatchObject({ confidence: 0, alternatives: [], words: [] });
  });

  it('names a line that it cannot read, answers the others, and fails', async () => {
    const good = JSON.stringify({ id: 1, text: '退费' });
    const input = file('broken.jsonl', `\uFEFF${good}\r\nnot json\n\n{"id":3}\n${good}`);
    const { code, lines: answers, errors } = await run('triage', '--input', input);
    expect({ code, answered: answers.length }).toEqual({ code: 1, answered: 2 });
    expect(errors).toMatch(/line 2: not JSON\n.*line 4: text/s);
    const missing = await run('triage', '--input', path.join(folder, 'nowhere.jsonl'));
    expect([missing.code, missing.lines]).toEqual([1, []]);
    expect(missing.errors).toContain('Cannot read');
    expect((await run('triage')).errors).toContain('npm run --silent triage');
  });

  it('measures the classifier on any labelled file', async () => {
    const train = file(
      'train.jsonl',
      lines([
        ...['校车没来', '司机开得太快', '公交车不停'].map((text) => ({ text, label: 1 })),
        ...['饭菜太咸', '汤里有虫', '米饭夹生'].map((text) => ({ text, label: 2 })),
        { text: '', label: '没有字' },
      ]),
    );
    const test = file(
      'test.jsonl',
      lines([
        { text: '校车司机', label: '1' },
        { text: '饭菜有虫', label: 2 },
        { text: '校车', label: '别的' },
      ]),
    );
    const { code, lines: answers } = await run('evaluate-classifier', '--train', train, '--test', test);
    expect(code).toBe(0);
    expect(answers).toEqual([
      {
        accuracy: 2 / 3,
        macroF1: expect.closeTo((2 / 3 + 1 + 0) / 3, 10),
        trainSeconds: expect.any(Number),
        microsecondsPerMessage: expect.any(Number),
      },
    ]);
    const empty = await run('evaluate-classifier', '--train', file('empty.jsonl', ''), '--test', test);
    expect([empty.code, empty.lines]).toEqual([1, []]);
    expect(empty.errors).toContain('holds no examples');
  });
});
