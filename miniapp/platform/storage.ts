import Taro from '@tarojs/taro';
import type { KeyValue } from './key-value.js';

/** The phone's storage (wx storage, or localStorage on h5). Values are JSON text: what is read is what was written. */
export const storage: KeyValue = {
  get<T>(key: string): T | null {
    const text: unknown = Taro.getStorageSync(key);
    if (typeof text !== 'string' || text === '') return null;
    try {
      return JSON.parse(text) as T;
    } catch {
      return null;
    }
  },
  set(key, value) {
    Taro.setStorageSync(key, JSON.stringify(value));
  },
  remove(key) {
    Taro.removeStorageSync(key);
  },
  keys(prefix) {
    return Taro.getStorageInfoSync().keys.filter((key) => key.startsWith(prefix));
  },
};
