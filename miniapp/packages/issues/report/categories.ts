import type { CategoryView } from '#shared/issues/contract.js';
import type { Choice } from '../../../ui/choice.js';
import type { IconName } from '../../../ui/icon.js';

/** Drawings and everyday words for categories that families name most; the rest is sorted by the school. */
const pictures: { code: string; words: string; icon: IconName }[] = [
  { code: 'facility', words: '东西坏了', icon: 'tool' },
  { code: 'food', words: '饭菜', icon: 'bowl' },
  { code: 'health', words: '生病受伤', icon: 'health' },
  { code: 'transport', words: '接送', icon: 'bus' },
  { code: 'conflict', words: '被欺负', icon: 'heart' },
  { code: 'communication', words: '找老师说', icon: 'chat' },
];

/** What the picture choice offers, by the categories that this school uses. Values are category tokens. */
export function pictureChoices(categories: readonly CategoryView[]): Choice<string>[] {
  return pictures.flatMap(({ code, words, icon }) => {
    const category = categories.find((one) => one.code === code && one.active);
    return category ? [{ value: category.token, words, icon }] : [];
  });
}
