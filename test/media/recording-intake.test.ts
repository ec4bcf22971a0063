import { describe, expect, it } from '@jest/globals';
import { fileTypeFromBuffer } from 'file-type';
import { parseBuffer } from 'music-metadata';
import { mediaLimits } from '#shared/media/limits.js';
import { mostVoiceBytes, voiceBitsPerSecond } from '#shared/media/voice.js';
import { RecordingIntake } from '../../server/src/platform/media/recording-intake.js';
import { adts, m4a, mp3, ogg, secrets, taggedAdts, taggedMp3, taggedWave, wave, webm } from './recordings.js';

const intake = new RecordingIntake();
const take = async (bytes: Buffer) => intake.take(bytes, (await fileTypeFromBuffer(bytes))?.mime ?? '');

/** Every kind of file that phones and browsers record, full of things that are nobody's business. */
const kinds: [name: string, make: (seconds: number) => Buffer, mime: string][] = [
  ['mp3', taggedMp3, 'audio/mpeg'],
  ['aac', taggedAdts, 'audio/aac'],
  ['wav', taggedWave, 'audio/wav'],
  ['m4a', (seconds) => m4a(seconds), 'audio/mp4'],
  ['m4a in fragments', (seconds) => m4a(seconds, { fragments: true }), 'audio/mp4'],
  ['ogg', ogg, 'audio/ogg'],
  ['webm', webm, 'audio/webm'],
];

describe.each(kinds)('%s', (_name, make, mime) => {
  it('is kept as sound alone: no title, no place, no maker', async () => {
    const sent = make(20);
    expect(secrets.some((secret) => sent.includes(secret))).toBe(true);
    const kept = await take(sent);
    expect([kept.mime, kept.seconds]).toEqual([mime, 20]);
    for (const secret of secrets)
      expect({ secret, kept: kept.bytes.includes(secret) }).toEqual({ secret, kept: false });
    // Of WebM without lengths, as browsers write it, that reader knows nothing.
    if (mime === 'audio/webm') return;
    // Somebody else's eyes: a reader of all these formats finds sound, and nothing said about it.
    const { common, format } = await parseBuffer(kept.bytes, { mimeType: mime }, { duration: true });
    expect({ ...common, track: undefined, disk: undefined, movementIndex: undefined }).toEqual({});
    expect(format.container).toBeDefined();
    if (format.duration) expect(Math.round(format.duration)).toBe(20);
  });

  it('comes out the same when it goes in again', async () => {
    const once = await take(make(3));
    expect((await take(once.bytes)).bytes.equals(once.bytes)).toBe(true);
  });

  it('may last a minute and a moment, and not longer', async () => {
    expect((await take(make(60.5))).seconds).toBeGreaterThanOrEqual(60);
    await expect(take(make(61.5))).rejects.toMatchObject({ code: 'too_large' });
  });

  it('is kept as far as it came when it was cut off', async () => {
    const whole = make(10);
    const bytes = whole.subarray(0, Math.floor(whole.length * 0.6));
    const cut = await take(bytes).catch((error: { code?: string }) => error.code);
    // A file whose table of contents never arrived holds nothing that can be found again.
    if (typeof cut === 'string') expect(cut).toBe('broken_media');
    else expect(cut?.seconds).toBeLessThanOrEqual(10);
  });
});

describe('how long a recording is', () => {
  const seconds = async (bytes: Buffer) => (await take(bytes)).seconds;
  const tooLong = (bytes: Buffer) => expect(take(bytes)).rejects.toMatchObject({ code: 'too_large' });

  it('is added up from the sound, whatever a header says', async () => {
    expect(await seconds(taggedMp3(20))).toBe(20);
    // The table of times claims a hundredth; the frames are there all the same.
    expect(await seconds(m4a(20, { ticks: 10, told: 1 }))).toBe(20);
    await tooLong(m4a(90, { ticks: 1, told: 1 }));
    await tooLong(m4a(90, { ticks: 1, fragments: true }));
    await tooLong(ogg(90, 48_000));
    // Little sound over a long time is long for who listens.
    await tooLong(ogg(5, 90 * 48_000));
    await tooLong(webm(40, { gap: 30_000 }));
    await tooLong(m4a(5, { ticks: 40_000 }));
  }, 20_000);

  it('is what came of a wav whose recorder never wrote a length', async () => {
    expect(await seconds(wave(7, { told: 0 }))).toBe(7);
    expect(await seconds(wave(7, { told: 0xffff_fff0 }))).toBe(7);
    expect(await seconds(wave(7, { told: 4000 }))).toBe(1);
  });

  it('is never nothing', async () => {
    expect(await seconds(mp3(0.1))).toBe(1);
  });
});

describe('what a second may weigh', () => {
  /** As many bytes in each second as asked for. */
  const weighing = (bytesPerSecond: number, seconds: number) => wave(seconds, { rate: bytesPerSecond });
  const heavy = { code: 'too_large', options: { detail: expect.stringContaining('每秒最多 4 kB') } };

  it('is told from the bytes and the sound itself', async () => {
    expect(await take(weighing(4000, 60))).toMatchObject({ seconds: 60 });
    await expect(take(weighing(4100, 60))).rejects.toMatchObject(heavy);
    await expect(take(weighing(32_000, 1))).rejects.toMatchObject(heavy);
    // As a recorder of an office writes it.
    await expect(take(wave(10, { rate: 16_000, bits: 16 }))).rejects.toMatchObject(heavy);
    await expect(take(m4a(20, { frameBytes: 320 }))).rejects.toMatchObject(heavy);
    // A header that claims an hour makes it no lighter.
    await expect(take(m4a(20, { frameBytes: 320, told: 3600 }))).rejects.toMatchObject(heavy);
  });

  it('does not count what a container adds once against a short word', async () => {
    expect(await take(mp3(0.5))).toMatchObject({ seconds: 1 });
    expect(mostVoiceBytes(1)).toBeGreaterThan(mediaLimits.voiceBytesPerSecond);
    expect(mostVoiceBytes(60)).toBeLessThan(1.02 * 60 * mediaLimits.voiceBytesPerSecond);
  });

  it('leaves room for what our own recorders write', () => {
    expect(voiceBitsPerSecond / 8).toBeLessThan(mediaLimits.voiceBytesPerSecond);
  });
});

describe('what is refused', () => {
  const refused = (bytes: Buffer, code: string) => expect(take(bytes)).rejects.toMatchObject({ code });

  it('refuses more bytes than a minute needs', async () => {
    await refused(wave(30, { rate: 44_100, bits: 16 }), 'too_large');
    await refused(Buffer.concat([mp3(1), Buffer.alloc(mediaLimits.voiceBytes)]), 'too_large');
  });

  it('refuses films, and sound that browsers do not play', async () => {
    await refused(m4a(3, { handler: 'vide' }), 'unsupported_media');
    await refused(m4a(3, { coding: 'samr' }), 'unsupported_media');
    await refused(webm(3, { type: 1 }), 'unsupported_media');
    await refused(webm(3, { codec: 'V_VP8' }), 'unsupported_media');
    await refused(wave(3, { coding: 0x11 }), 'unsupported_media');
  });

  it('refuses what only begins like a recording', async () => {
    const page = Buffer.from('<!doctype html><script>alert(document.cookie)</script>'.repeat(40));
    const beginnings = [mp3(1).subarray(0, 4), adts(1).subarray(0, 7), m4a(1).subarray(0, 24)];
    beginnings.push(ogg(1).subarray(0, 47), webm(1).subarray(0, 40));
    for (const beginning of beginnings) {
      const bytes = Buffer.concat([beginning, page]);
      const kept = await take(bytes).catch((error: { code?: string }) => error.code);
      expect(['broken_media', 'unsupported_media']).toContain(kept);
    }
  });

  it('refuses a recording of nothing', async () => {
    await refused(wave(0), 'broken_media');
    await refused(m4a(0), 'broken_media');
    await refused(webm(0), 'broken_media');
  });

  it('survives any damage without failing in another way', async () => {
    let state = 7;
    const random = (below: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state % below;
    };
    for (const [, make] of kinds) {
      const whole = make(1);
      for (let round = 0; round < 60; round++) {
        const bytes = Buffer.from(whole);
        for (let hit = 0; hit < 6; hit++) bytes[random(Math.min(bytes.length, 700))] = random(256);
        const outcome = await take(bytes).catch((error: { code?: string }) => error.code ?? String(error));
        if (typeof outcome === 'string')
          expect(outcome).toMatch(/^(broken_media|unsupported_media|too_large)$/);
      }
    }
  });
});
