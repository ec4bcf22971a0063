import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defaultCategories } from '#shared/issues/vocabulary.js';
import { Classifier, CONFIDENCE_THRESHOLD } from '../../server/src/features/issues/classifier/classifier.js';
import { readText, visitFeatures } from '../../server/src/features/issues/classifier/features.js';
import { keepModel, keptModel } from '../../server/src/features/issues/classifier/kept-model.js';
import { examplesOfNames } from '../../server/src/features/issues/classifier/label-names.js';
import { Model } from '../../server/src/features/issues/classifier/linear-model.js';
import type { ModelParts } from '../../server/src/features/issues/classifier/linear-model.js';
import { measure } from '../../server/src/features/issues/classifier/measure.js';
import { normaliseText } from '../../server/src/features/issues/classifier/normalise.js';
import {
  startingSentences,
  startingWords,
} from '../../server/src/features/issues/classifier/starting-set.js';
import {
  train,
  trainGently,
  versionOf,
  type Example,
} from '../../server/src/features/issues/classifier/train.js';

const sentences = startingSentences();

/** Every fifth sentence of each category, in the order in which they were written. */
function isHeldOut(example: Example): boolean {
  const same = sentences.filter((other) => other.label === example.label);
  return same.indexOf(example) % 5 === 0;
}

describe('starting set', () => {
  it('holds at least 45 sentences for each of the eleven categories, none of them twice', () => {
    for (const category of Object.keys(defaultCategories)) {
      const own = sentences.filter((example) => example.label === category);
      expect({ category, enough: own.length >= 45 }).toEqual({ category, enough: true });
    }
    expect(new Set(sentences.map((example) => example.label)).size).toBe(
      Object.keys(defaultCategories).length,
    );
    expect(new Set(sentences.map((example) => example.text)).size).toBe(sentences.length);
    expect(new Set(startingWords().map((example) => example.label)).size).toBe(11);
  });

  it('teaches enough for sentences the model has not seen', () => {
    const model = train(
      sentences.filter((example) => !isHeldOut(example)),
      { lexicon: startingWords() },
    );
    const answers = sentences.filter(isHeldOut).map((example) => {
      const ranked = model.predict(example.text).ranked;
      const confidence = ranked[0]?.confidence ?? 0;
      return { label: example.label, first: ranked[0]?.label, second: ranked[1]?.label, confidence };
    });
    const share = (count: number, of: number): number => count / of;
    const right = answers.filter((answer) => answer.first === answer.label);
    const amongTwo = answers.filter((answer) => [answer.first, answer.second].includes(answer.label));
    const proposed = answers.filter((answer) => answer.confidence >= CONFIDENCE_THRESHOLD);
    const proposedRight = proposed.filter((answer) => answer.first === answer.label);
    expect(share(right.length, answers.length)).toBeGreaterThan(0.8);
    expect(share(amongTwo.length, answers.length)).toBeGreaterThan(0.9);
    expect(share(proposed.length, answers.length)).toBeGreaterThan(0.8);
    expect(share(proposedRight.length, proposed.length)).toBeGreaterThan(0.85);
  });
});

describe('classifier', () => {
  let classifier: Classifier;
  beforeAll(() => {
    classifier = Classifier.trainFromStartingSet();
  });

  it.each([
    ['我家孙女说二楼栏杆松了，一摇就晃', 'facility'],
    ['中午的菜里吃出一条虫，娃不敢吃了', 'food'],
    ['班上好几个发烧咳嗽的，我娃也传染上了', 'health'],
    ['作业写到十点都写不完，太多了', 'teaching'],
    ['老师骂娃是蠢猪，还罚站', 'conduct'],
    ['外地户口的娃今年能报名入园吗', 'admission'],
    ['校车又晚点了，娃在路边等了好久', 'transport'],
    ['退园以后伙食费不退给我们', 'fees'],
    ['我娃天天被同学打，还抢他的零花钱', 'conflict'],
    ['家长群的通知我不识字看不懂，能发语音吗', 'communication'],
    ['谢谢老师们，祝你们节日快乐', 'other'],
  ])('%s → %s', (text, category) => {
    expect(classifier.classify(text)).toMatchObject({ category, alternatives: [{ category }, {}] });
  });

  it('leaves a report without words to a person', () => {
    for (const text of ['', '   \n', '😀👍🏽', '……！？']) {
      expect(classifier.classify(text)).toEqual({
        version: classifier.version,
        category: null,
        confidence: 0,
        alternatives: [],
        words: [],
      });
    }
  });

  it('leaves what it does not know to a person and still names the two likeliest', () => {
    for (const text of ['13800001234', 'qwertyuiop asdfghjkl', '彧龘靐齉爩']) {
      const classification = classifier.classify(text);
      expect(classification.category).toBeNull();
      expect(classification.confidence).toBeLessThan(CONFIDENCE_THRESHOLD);
      expect(classification.alternatives).toHaveLength(2);
    }
  });

  it('names one to four words, each a piece of the report and each with a Chinese character', () => {
    const texts = [...sentences.map((example) => example.text), '１２３楼梯的扶手😱鬆了，ABC 很危险'];
    for (const text of texts) {
      const { words, category } = classifier.classify(text);
      if (category !== null) expect(words.length).toBeGreaterThan(0);
      expect(words.length).toBeLessThanOrEqual(4);
      for (const word of words) {
        expect(text).toContain(word);
        expect(word).toMatch(/\p{Script=Han}/u);
        expect(['的', '了', '我们', '孩子']).not.toContain(word);
      }
    }
  });

  it('reads traditional characters, emoji and any digits alike', () => {
    const plain = classifier.classify('老师骂人，打了孩子3下');
    const other = classifier.classify('老師罵人😡打了孩子２５下');
    expect(other.category).toBe('conduct');
    expect(other.confidence).toBeCloseTo(plain.confidence, 10);
    expect(classifier.classify('電話 13912345678，校車沒來').words.join('')).toContain('校車');
  });

  it('always says the same', () => {
    const again = new Classifier(train(startingSentences(), { lexicon: startingWords() }));
    expect(again.version).toBe(classifier.version);
    for (const { text } of sentences.slice(0, 50)) {
      expect(again.classify(text)).toEqual(classifier.classify(text));
    }
    expect(Classifier.trainFromStartingSet()).toBe(classifier);
  });

  it('says the same in another process that only reads what this one learned', () => {
    const elsewhere = new Classifier(new Model(deserialize(serialize(classifier.model.parts)) as ModelParts));
    for (const { text } of sentences) expect(elsewhere.classify(text)).toEqual(classifier.classify(text));
  });

  it('does the same amount of work per character, however long the text', () => {
    const workOn = (text: string): number => {
      const read = readText(text);
      let visits = 0;
      visitFeatures(read.normalised.text, read.words, () => visits++);
      return visits;
    };
    const hostile = [
      '王老师'.repeat(500),
      '小'.repeat(1500),
      '楼梯坏了，'.repeat(300),
      'a1 '.repeat(500),
      '一二'.repeat(750),
    ];
    for (const text of hostile) {
      const ratio = workOn(text.repeat(4)) / workOn(text);
      expect(ratio).toBeGreaterThan(3.9);
      expect(ratio).toBeLessThan(4.1);
    }
    const long = '楼梯的扶手坏了没人修，'.repeat(545);
    expect(long.length).toBeGreaterThan(5900);
    expect(classifier.classify(long).category).toBe('facility');
  });
});

describe('normalised text', () => {
  it('holds no name before a title and no number', () => {
    const texts = ['王小红老师打人', '王老师打人', '小王老师打人', '李明园长打人', '罗小花阿姨打人'];
    for (const text of texts) expect(normaliseText(text).text).toMatch(/^(老师|园长|阿姨)打人$/);
    expect(normaliseText('电话１３８－0000').text).toBe('电话0 0');
  });

  it('keeps words that only look like names', () => {
    const texts = ['谢谢老师', '一段时间老师没来', '高中老师', '班主任老师', '许多老师', '周末老师'];
    for (const text of texts) expect(normaliseText(text).text).toBe(text);
  });

  it('knows where each character came from', () => {
    const raw = '  ㈱ＡＢ😀楼梯，１２３级';
    const { text, starts, ends } = normaliseText(raw);
    expect(text).toHaveLength(starts.length);
    expect(starts).toHaveLength(ends.length);
    const at = text.indexOf('楼梯');
    expect(raw.slice(starts[at], ends[at + 1])).toBe('楼梯');
    const digits = text.indexOf('0');
    expect(raw.slice(starts[digits], ends[digits])).toBe('１２３');
  });
});

describe('model', () => {
  const examples: Example[] = sentences.filter((example) => ['food', 'fees'].includes(example.label));
  let model: Model;
  beforeAll(() => {
    model = train(examples);
  });

  it('gives probabilities that add up to one, likeliest first', () => {
    const { ranked } = model.predict('伙食费退不退');
    expect(ranked.reduce((sum, entry) => sum + entry.confidence, 0)).toBeCloseTo(1, 10);
    expect(ranked.map((entry) => entry.label)).toEqual(['fees', 'food']);
  });

  it('takes another version with other examples, and needs an example', () => {
    expect(train(examples.slice(1)).version).not.toBe(model.version);
    expect(train(examples).version).toBe(model.version);
    expect(() => train([])).toThrow(RangeError);
  });

  it('gives confidences between 0 and 1, likeliest first, whatever the text', () => {
    const classifier = Classifier.trainFromStartingSet();
    const pieces = fc.constantFrom(
      '校车',
      '老师',
      '打',
      '😀',
      '飯',
      ' ',
      '\n',
      'ABC',
      '１２',
      '\u0000',
      '退费',
      '。',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((some) => some.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const { confidence, alternatives, words } = classifier.classify(text);
        const confidences = alternatives.map((guess) => guess.confidence);
        expect(alternatives.length === 2 || alternatives.length === 0).toBe(true);
        expect(confidence).toBe(confidences[0] ?? 0);
        for (const value of confidences) expect(value >= 0 && value <= 1).toBe(true);
        expect((confidences[0] ?? 0) >= (confidences[1] ?? 0)).toBe(true);
        for (const word of words) expect(text).toContain(word);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it('learns from whatever it is given', () => {
    const odd: Example[][] = [
      [{ text: '', label: 'a' }],
      [
        { text: '', label: 'a' },
        { text: '', label: 'b' },
      ],
      [
        { text: '校车', label: '1' },
        { text: '校车', label: '2' },
        { text: '饭', label: '3' },
      ],
      Array.from({ length: 30 }, (_, at) => ({
        text: `第${'一二三四五'.charAt(at % 5)}类${at}`,
        label: `L${at}`,
      })),
      Array.from({ length: 20 }, () => ({ text: '一样的话', label: 'same' })),
    ];
    for (const set of odd) {
      const taught = train(set);
      for (const text of ['校车没来', '', '一样的话', 'x']) {
        for (const { confidence } of taught.predict(text).ranked)
          expect(confidence >= 0 && confidence <= 1).toBe(true);
      }
    }
    expect(train([{ text: '饭', label: 'only' }]).predict('校车').ranked).toEqual([
      { label: 'only', confidence: 1 },
    ]);
  });

  it('is as sure of what it has read twice as of what it has read once', () => {
    const once = train(examples);
    const twice = train([...examples, ...examples]);
    const { confidence: sure = 0 } = once.predict('伙食费退不退').ranked[0] ?? {};
    const { confidence: surer = 1 } = twice.predict('伙食费退不退').ranked[0] ?? {};
    expect(Math.abs(surer - sure)).toBeLessThan(0.15);
  });

  it('learns from the name of a category too', () => {
    const few: Example[] = [
      { text: '想让娃多学一样本事', label: 'x1' },
      { text: '两边的人说不到一起', label: 'x2' },
    ];
    const names = new Map([
      ['x1', '兴趣班与社团'],
      ['x2', '纠纷'],
    ]);
    expect(examplesOfNames(names).map(({ text }) => text)).toEqual([
      '兴趣班与社团',
      '兴趣班',
      '社团',
      '纠纷',
    ]);
    const model = train(few, { lexicon: examplesOfNames(names) });
    expect(model.predict('社团什么时候报').ranked[0]?.label).toBe('x1');
    expect(model.predict('有一场纠纷').ranked[0]?.label).toBe('x2');
  });

  it('trains the same in the background, and lets others have their turn', async () => {
    let turns = 0;
    let isDone = false;
    const others = (async () => {
      while (!isDone) {
        await new Promise(setImmediate);
        turns++;
      }
    })();
    const gentle = await trainGently(sentences);
    isDone = true;
    await others;
    const plain = train(sentences);
    expect(turns).toBeGreaterThan(20);
    expect(gentle.version).toBe(plain.version);
    for (const { text } of sentences.slice(0, 50)) expect(gentle.predict(text)).toEqual(plain.predict(text));
  });
});

describe('a model that the build has kept', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'xinqiao-kept-'));
  const file = path.join(folder, 'model');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('answers as it did when it was trained, and only under the version that it was trained as', () => {
    const sentences = startingSentences().filter((_, at) => at % 20 === 0);
    const made = train(sentences, { folds: 0 });
    expect(versionOf(sentences, { folds: 0 })).toBe(made.version);
    keepModel(made, file);
    const kept = keptModel(made.version, file);
    for (const { text } of sentences) expect(kept?.predict(text)).toEqual(made.predict(text));
    expect(keptModel(versionOf(sentences), file)).toBeUndefined();
    expect(versionOf(sentences.slice(1), { folds: 0 })).not.toBe(made.version);
  });

  it('is trained anew where the file is missing or spoilt', () => {
    expect(keptModel('any', path.join(folder, 'none'))).toBeUndefined();
    writeFileSync(file, 'half');
    expect(keptModel('any', file)).toBeUndefined();
  });
});

describe('measure', () => {
  it('counts categories that are only answered or only asked into the mean', () => {
    const model = train([
      { text: '校车', label: 'bus' },
      { text: '饭菜', label: 'food' },
    ]);
    const tests = [
      { text: '校车', label: 'bus' },
      { text: '校车', label: 'food' },
      { text: '饭菜', label: 'food' },
      { text: '', label: 'silence' },
    ];
    // bus: TP 1, FP 1 → 2/3; food: TP 1, FN 1 → 2/3; silence: 0.
    expect(measure(model, tests)).toEqual({
      examples: 4,
      right: 2,
      accuracy: 0.5,
      macroF1: (2 / 3 + 2 / 3) / 3,
    });
    expect(measure(model, [])).toEqual({ examples: 0, right: 0, accuracy: 0, macroF1: 0 });
  });
});
