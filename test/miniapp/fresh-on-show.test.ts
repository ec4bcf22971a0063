import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { FreshOnShow } from '../../miniapp/api/fresh-on-show.js';

/** A screen of the program: its query, what the server was asked, and the page's shows and hides. */
class Screen {
  readonly fresh = new FreshOnShow();
  readonly answers: ((words: string) => void)[] = [];
  readonly client = new QueryClient({ defaultOptions: { queries: { staleTime: 20_000, retry: false } } });
  private readonly observer = new QueryObserver(this.client, {
    queryKey: ['周奶奶', 'home'],
    queryFn: () => new Promise<string>((resolve) => this.answers.push(resolve)),
    enabled: false,
  });
  private leave: (() => void) | undefined;

  /** The screen begins to ask, as `useQuery` does when it is mounted. */
  mount(): void {
    this.observer.setOptions({ ...this.observer.options, enabled: true });
    this.leave = this.observer.subscribe(() => undefined);
  }

  show(): void {
    this.fresh.show(this.observer.getCurrentResult());
  }

  async answer(words: string): Promise<void> {
    this.answers.at(-1)?.(words);
    await this.rest();
  }

  /** Answers travel through promises and timers of the library. */
  rest(): Promise<void> {
    return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  }

  get words(): string | undefined {
    return this.observer.getCurrentResult().data;
  }

  close(): void {
    this.leave?.();
    this.client.clear();
  }
}

let screen: Screen;
beforeEach(() => {
  screen = new Screen();
});
afterEach(() => screen.close());

describe('a screen that opens', () => {
  it('asks once when it is told that it shows before it has begun to ask', async () => {
    screen.show();
    screen.mount();
    await screen.answer('one');
    expect([screen.answers.length, screen.words]).toEqual([1, 'one']);
  });

  it('asks once when it is told so while its request is on its way', async () => {
    screen.mount();
    screen.show();
    await screen.answer('one');
    expect([screen.answers.length, screen.words]).toEqual([1, 'one']);
  });

  it('asks once when the answer was faster', async () => {
    screen.mount();
    await screen.answer('one');
    screen.show();
    await screen.rest();
    expect([screen.answers.length, screen.words]).toEqual([1, 'one']);
  });

  it('asks once also of what the phone has kept, however young that is', async () => {
    screen.close();
    screen.client.setQueryData(['周奶奶', 'home'], 'kept');
    screen.mount();
    expect([screen.answers.length, screen.words]).toEqual([0, 'kept']);
    screen.show();
    await screen.answer('one');
    expect([screen.answers.length, screen.words]).toEqual([1, 'one']);
  });
});

describe('a screen that comes back', () => {
  beforeEach(async () => {
    screen.mount();
    screen.show();
    await screen.answer('one');
  });

  it('asks each time', async () => {
    for (const [index, words] of ['two', 'three'].entries()) {
      screen.fresh.hide();
      screen.show();
      await screen.answer(words);
      expect([screen.answers.length, screen.words]).toEqual([index + 2, words]);
    }
  });

  it('does not begin anew what is still on its way', async () => {
    screen.fresh.hide();
    screen.show();
    screen.fresh.hide();
    screen.show();
    await screen.answer('two');
    expect([screen.answers.length, screen.words]).toEqual([2, 'two']);
  });

  it('asks also when it was let through late, and the show that it sees first is its second', async () => {
    const late = new Screen();
    late.mount();
    await late.answer('one');
    late.fresh.hide();
    late.show();
    await late.answer('two');
    expect([late.answers.length, late.words]).toEqual([2, 'two']);
    late.close();
  });

  it('asks when something of hers has arrived, shown or not', async () => {
    void screen.client.invalidateQueries();
    await screen.answer('two');
    screen.fresh.hide();
    void screen.client.invalidateQueries();
    await screen.answer('three');
    expect([screen.answers.length, screen.words]).toEqual([3, 'three']);
  });
});

it('is the only way in which a page asks again when it shows', () => {
  const folder = fileURLToPath(new URL('../../miniapp/', import.meta.url));
  const askers = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .filter((file) => /useDidShow\([^;]*refetch/.test(readFileSync(path.join(folder, file), 'utf8')));
  expect(askers).toEqual([path.join('api', 'use-fresh-on-show.ts')]);
});
