import sharp from 'sharp';
import type { LogicContext } from '../logic/context.js';
import { resolveHost } from '../resolve-host.js';
import { imageSize } from './image-size.js';
import { silentMp3 } from './mp3.js';
import { textOption, WxFailure, type WxApi, type WxOptions } from './wx-api.js';
import type { SessionApi } from './wx-session.js';

const defaultRecordingMs = 60_000;

/** Camera, album, scanner, recorder and players. What a person would do with them is queued by the test. */
export function createMediaApi(
  context: LogicContext,
  api: WxApi,
  session: SessionApi,
): { calls: Record<string, unknown>; finishAudio: () => void } {
  const players: Array<{ finish(): void }> = [];

  const takePhotos = async (name: string, limit: number): Promise<Array<{ path: string; size: number }>> => {
    await session.requirePrivacy(name);
    const photos = context.answers.photos.shift();
    if (photos === undefined) throw new WxFailure('cancel');
    return photos.slice(0, limit).map((source) => {
      const path = context.files.importPhoto(source);
      return { path, size: context.files.stat(path).size };
    });
  };

  const imageInfo = (o: WxOptions): object => {
    const address = textOption(o, 'src');
    const { width, height, type } = imageSize(context.files.read(address));
    return { width, height, type, path: address, orientation: 'up' };
  };

  const recorder = createRecorder(context, session);
  const calls: Record<string, unknown> = {
    chooseMedia: api.define('chooseMedia', async (o) => {
      const taken = await takePhotos('chooseMedia', typeof o['count'] === 'number' ? o['count'] : 9);
      return {
        type: 'image',
        tempFiles: taken.map(({ path, size }) => ({ tempFilePath: path, size, fileType: 'image' })),
      };
    }),
    chooseImage: api.define('chooseImage', async (o) => {
      const taken = await takePhotos('chooseImage', typeof o['count'] === 'number' ? o['count'] : 9);
      return { tempFilePaths: taken.map((file) => file.path), tempFiles: taken };
    }),
    compressImage: api.define('compressImage', async (o) => {
      const side = (key: string): object =>
        typeof o[key] === 'number' ? { [key.slice(10).toLowerCase()]: o[key] } : {};
      const drawn = await sharp(context.files.read(textOption(o, 'src')))
        .autoOrient()
        .resize({ ...side('compressedWidth'), ...side('compressedHeight') })
        .jpeg({ quality: typeof o['quality'] === 'number' ? o['quality'] : 80 })
        .toBuffer();
      return { tempFilePath: context.files.makeTemporary(drawn, 'jpg') };
    }),
    getImageInfo: api.define('getImageInfo', imageInfo),
    previewImage: api.define('previewImage', (o) => {
      const urls = (o['urls'] as unknown[] | undefined)?.map(String) ?? [];
      return context.callView('previewImages', urls, textOption(o, 'current', urls[0] ?? ''));
    }),
    previewMedia: api.define('previewMedia', (o) => {
      const urls = ((o['sources'] ?? []) as Array<{ url: string }>).map((source) => source.url);
      return context.callView('previewImages', urls, urls[Number(o['current'] ?? 0)] ?? '');
    }),
    saveImageToPhotosAlbum: api.define(
      'saveImageToPhotosAlbum',
      (o) => void context.files.stat(textOption(o, 'filePath')),
    ),
    scanCode: api.define('scanCode', () => {
      const scan = context.answers.scans.shift();
      if (!scan) throw new WxFailure('cancel');
      return { scanType: scan.path ? 'WX_CODE' : 'QR_CODE', charSet: 'UTF-8', ...scan };
    }),
    getRecorderManager: () => recorder,
    createInnerAudioContext: () => {
      const player = createPlayer(context);
      players.push(player.control);
      return player.audio;
    },
    setInnerAudioOption: api.define('setInnerAudioOption', () => ({})),
  };
  return { calls, finishAudio: () => players.forEach((player) => player.finish()) };
}

function createRecorder(context: LogicContext, session: SessionApi): Record<string, unknown> {
  let startedAt = 0;
  let running = false;
  let limit: NodeJS.Timeout | undefined;
  const emit = (name: string, value: unknown = {}): void => {
    setImmediate(() => context.events.emit(`recorder:${name}`, context.realm.adopt(value)));
  };
  const stop = (): void => {
    if (!running) return;
    running = false;
    clearTimeout(limit);
    const duration = context.answers.recordings.shift() ?? Date.now() - startedAt;
    const bytes = silentMp3(duration);
    emit('stop', {
      tempFilePath: context.files.makeTemporary(bytes, 'mp3'),
      duration,
      fileSize: bytes.length,
    });
  };
  const listening = [
    'start',
    'stop',
    'error',
    'pause',
    'resume',
    'frameRecorded',
    'interruptionBegin',
    'interruptionEnd',
  ];
  return {
    ...Object.fromEntries(
      listening.map((name) => [
        `on${name[0]?.toUpperCase()}${name.slice(1)}`,
        (listener: unknown) => {
          // A recorder has one listener of each kind: the last one.
          context.events.off(`recorder:${name}`);
          context.events.on(`recorder:${name}`, listener);
        },
      ]),
    ),
    start: (options: WxOptions = {}) => {
      session.requirePrivacy('startRecord').then(
        () => {
          if (context.answers.microphone.shift() === false)
            return emit('error', { errMsg: 'operateRecorder:fail auth deny' });
          running = true;
          startedAt = Date.now();
          limit = setTimeout(
            stop,
            typeof options['duration'] === 'number' ? options['duration'] : defaultRecordingMs,
          );
          emit('start');
        },
        (error: unknown) => emit('error', { errMsg: `operateRecorder:fail ${String(error)}` }),
      );
    },
    stop,
    pause: () => emit('pause'),
    resume: () => emit('resume'),
  };
}

function createPlayer(context: LogicContext): {
  audio: Record<string, unknown>;
  control: { finish(): void };
} {
  const listeners = new Map<string, Array<() => unknown>>();
  const emit = (name: string): void => {
    setImmediate(() => listeners.get(name)?.forEach((listener) => context.enter(listener)));
  };
  let source = '';
  let playing = false;
  const audio: Record<string, unknown> = {
    startTime: 0,
    autoplay: false,
    loop: false,
    volume: 1,
    playbackRate: 1,
    obeyMuteSwitch: true,
    currentTime: 0,
    duration: 1,
    buffered: 1,
  };
  Object.defineProperty(audio, 'paused', { get: () => !playing, enumerable: true });
  Object.defineProperty(audio, 'src', {
    enumerable: true,
    get: () => source,
    set: (value: string) => {
      source = value;
      emit('Canplay');
      if (audio['autoplay'] === true) play();
    },
  });
  /** Whether there is sound behind the source: a file of this phone, or an address that really answers with some. */
  const hasSound = async (): Promise<boolean> => {
    if (source.startsWith('wxfile:')) return context.files.exists(source);
    if (!context.network.online) return false;
    const answer = await fetch(resolveHost(new URL(source), context.setup), {
      headers: { range: 'bytes=0-1' },
    });
    return answer.ok && /^audio\//.test(answer.headers.get('content-type') ?? '');
  };
  const play = (): void => {
    const done = context.activity.begin();
    void hasSound()
      .catch(() => false)
      .then((found) => {
        playing = found;
        emit(found ? 'Play' : 'Error');
        if (found) emit('TimeUpdate');
      })
      .finally(() => setImmediate(done));
  };
  const halt = (name: string) => (): void => {
    playing = false;
    emit(name);
  };
  for (const name of [
    'Canplay',
    'Play',
    'Pause',
    'Stop',
    'Ended',
    'TimeUpdate',
    'Error',
    'Waiting',
    'Seeking',
    'Seeked',
  ]) {
    audio[`on${name}`] = (listener: () => unknown) =>
      listeners.set(name, [...(listeners.get(name) ?? []), listener]);
    audio[`off${name}`] = () => listeners.delete(name);
  }
  Object.assign(audio, {
    play,
    pause: halt('Pause'),
    stop: halt('Stop'),
    seek: () => emit('Seeked'),
    destroy: () => listeners.clear(),
  });
  return { audio, control: { finish: () => (playing ? halt('Ended')() : undefined) } };
}
