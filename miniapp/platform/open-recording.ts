import Taro from '@tarojs/taro';
import type { Speaker } from './player.js';

const onPhone: Speaker = (address, listener) => {
  const audio = Taro.createInnerAudioContext();
  // A phone that is set to silent still has to speak when it was asked to.
  void Taro.setInnerAudioOption({ obeyMuteSwitch: false });
  audio.onPlay(listener.playing);
  audio.onEnded(listener.ended);
  audio.onError(listener.failed);
  audio.src = address;
  audio.play();
  return () => audio.destroy();
};

const inBrowser: Speaker = (address, listener) => {
  const audio = new Audio(address);
  audio.onplaying = listener.playing;
  audio.onended = listener.ended;
  audio.onerror = listener.failed;
  audio.play().catch(listener.failed);
  return () => audio.pause();
};

/** Plays the recording at an address. */
export const openRecording: Speaker = XINQIAO_PLATFORM === 'h5' ? inBrowser : onPhone;
