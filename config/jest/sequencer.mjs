import { readFileSync } from 'node:fs';
import TestSequencer from '@jest/test-sequencer';
import { orderFile } from './groups.mjs';

/** Begins with what runs longest, as groups.mjs has laid it out; Jest by itself begins with the largest file. */
export default class LongestFirst extends TestSequencer {
  sort(tests) {
    const order = JSON.parse(readFileSync(orderFile(process.env.XINQIAO_TEST_GROUPS), 'utf8'));
    const place = new Map(order.map((file, position) => [file, position]));
    return [...tests].sort((one, other) => (place.get(one.path) ?? -1) - (place.get(other.path) ?? -1));
  }
}
