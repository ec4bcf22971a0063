import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { childPurposes } from '#shared/consents/child-purposes.js';
import { consentPurposes } from '#shared/consents/purposes.js';

const sealOf = (words: unknown): string =>
  createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 16);

/**
 * Families have said yes to these very words, and their answers name the version. Words that change keep their number
 * only if nobody is meant to read them anew.
 */
describe('the words that are agreed to', () => {
  it('are, for what a person agrees to herself, those of the version beside them', () => {
    const seals = Object.entries(consentPurposes).map(([purpose, { version, title, recipient, lines }]) => [
      purpose,
      `${version} ${sealOf([title, recipient, lines])}`,
    ]);
    expect(Object.fromEntries(seals)).toEqual({
      speech_out: '1 4613823c20399530',
      speech_in: '1 25351ed1941bdc06',
    });
  });

  it('are, for what guardians decide for a child, the first version of every school', () => {
    const seals = Object.entries(childPurposes).map(([purpose, { title, covers, lines, yes, no }]) => [
      purpose,
      sealOf([title, covers, lines, yes, no]),
    ]);
    expect(Object.fromEntries(seals)).toEqual({
      photos_class: 'a959c141241260e6',
      photos_public: '9e3c4539b0793e63',
      voice_class: '25510557125edb35',
      speech_outside: '88378dc86480e432',
      health_data: 'a56f62ea256528f2',
      care_file: 'b1073644d0375f9f',
      statistics: 'f83adcecf4faea3e',
    });
  });
});
