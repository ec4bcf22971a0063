const titleLength = 28;

/** First words of a report, for lists. */
export function titleOf(text: string | undefined, hasVoice = false): string {
  const line = (text ?? '').trim().split('\n')[0] ?? '';
  const letters = [...line];
  if (letters.length === 0) return hasVoice ? '一段录音' : '一张照片';
  return letters.length <= titleLength ? line : `${letters.slice(0, titleLength).join('')}…`;
}
