import Taro from '@tarojs/taro';
import { Player, type Speaker } from './player.js';

const phoneSpeaker: Speaker = (address, listener) => {
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

const browserSpeaker: Speaker = (address, listener) => {
  const audio = new Audio(address);
  audio.onplaying = listener.playing;
  audio.onended = listener.ended;
  audio.onerror = listener.failed;
  audio.play().catch(listener.failed);
  return () => audio.pause();
};

/** The one that plays on this phone. */
export const player = new Player(XINQIAO_PLATFORM === 'h5' ? browserSpeaker : phoneSpeaker);
