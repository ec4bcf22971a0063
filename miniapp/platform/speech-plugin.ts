/** Answer of `textToSpeech`: where the spoken words can be played from, for some hours. */
export interface SpokenWords {
  filename: string;
}

/** As much of WeChat's plugin 同声传译 (WechatSI, wx069ba97219f66d99) as is used. What it is given leaves the phone. */
export interface SpeechPlugin {
  textToSpeech(options: {
    lang: 'zh_CN';
    tts: true;
    content: string;
    success(answer: SpokenWords): void;
    fail(error: unknown): void;
  }): void;
  getRecordRecognitionManager(): RecognitionManager;
}

/** There is one in the whole program; its four listeners are properties. */
export interface RecognitionManager {
  onStart: (answer: unknown) => void;
  onRecognize: (answer: { result: string }) => void;
  onStop: (answer: { tempFilePath: string; duration: number; fileSize: number; result: string }) => void;
  onError: (error: { retcode: number; msg: string }) => void;
  start(options: { lang: 'zh_CN'; duration: number }): void;
  stop(): void;
}

let loaded: SpeechPlugin | null | undefined;

/** The plugin, or null where this program has none (preview, a school that has not added it). */
export function speechPlugin(): SpeechPlugin | null {
  if (loaded !== undefined) return loaded;
  try {
    loaded = typeof requirePlugin === 'function' ? (requirePlugin('WechatSI') as SpeechPlugin) : null;
  } catch {
    loaded = null;
  }
  return loaded;
}
