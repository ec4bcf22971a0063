import { expect, it } from '@jest/globals';
import { Slots } from '../../server/src/platform/media/slots.js';

/** A piece of work that ends when it is told to. */
function work() {
  let end = (): void => undefined;
  const done = new Promise<void>((resolve) => (end = resolve));
  return { end, run: () => done };
}

it('runs a few at once, lets a few wait and sends the rest away', async () => {
  const slots = new Slots(1, 1);
  const [first, second] = [work(), work()];
  const order: string[] = [];
  const one = slots.run(first.run).then(() => order.push('first'));
  const two = slots.run(second.run).then(() => order.push('second'));
  await expect(slots.run(async () => 'third')).rejects.toMatchObject({ code: 'unavailable' });
  second.end();
  first.end();
  await Promise.all([one, two]);
  expect(order).toEqual(['first', 'second']);
  await expect(slots.run(async () => 'fourth')).resolves.toBe('fourth');
});

it('frees the slot of who fails', async () => {
  const slots = new Slots(1, 0);
  await expect(slots.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(slots.run(async () => 'next')).resolves.toBe('next');
});
