/**
 * The drawings by which people know themselves and each other on a shared phone, and with which a picture PIN is
 * tapped. Plain things that every grandmother has a word for, told apart by shape and not by colour alone.
 */
export const pictures = {
  sun: '太阳',
  moon: '月亮',
  star: '星星',
  bird: '小鸟',
  fish: '小鱼',
  tree: '树',
  flower: '花',
  apple: '苹果',
  cup: '茶杯',
  house: '房子',
  umbrella: '雨伞',
  boat: '小船',
} as const;
export type PictureName = keyof typeof pictures;

/** Pictures in a PIN: 12 drawings, four taps, 20,736 sequences; with five tries before a pause that is enough. */
export const pinLength = 4;
