/**
 * A phone number as it is stored and compared: `+86` and the digits behind it, however somebody wrote it. Mobile
 * numbers and land lines with their area code; other countries with a plus.
 * @returns null for what is no phone number
 */
export function normalPhone(written: string): string | null {
  const text = written.normalize('NFKC').replace(/[\s\-‐-―()./]/g, '');
  const abroad = /^(?:\+|00)(?!86)([1-9]\d{6,14})$/.exec(text);
  if (abroad) return `+${abroad[1]}`;
  const digits = text.replace(/^(?:\+86|0086|86(?=1[3-9]\d{9}$))/, '');
  if (/^1[3-9]\d{9}$/.test(digits)) return `+86${digits}`;
  // Area codes: 010 and 02x have three figures, all others four.
  const line = /^0?((?:10|2\d)\d{8}|[3-9]\d{2}\d{7,8})$/.exec(digits);
  const isWhole = line && (digits.startsWith('0') || text !== digits);
  return isWhole ? `+86${line[1]}` : null;
}

/** A stored phone number as people read it out: 138 1234 5678. */
export function spokenPhone(stored: string): string {
  const mobile = /^\+86(1\d{2})(\d{4})(\d{4})$/.exec(stored);
  if (mobile) return mobile.slice(1).join(' ');
  const line = /^\+86(10|2\d|[3-9]\d{2})(\d+)$/.exec(stored);
  return line ? `0${line[1]}-${line[2]}` : stored;
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/**
 * A resident identity number as it is stored: 18 characters with a check character of the standard (GB 11643).
 * @returns null for what is none
 */
export function normalIdentity(written: string): string | null {
  const text = written.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  const parts = /^[1-9]\d{5}((?:19|20)\d{2})(\d{2})(\d{2})\d{3}[\dX]$/.exec(text);
  if (!parts) return null;
  const [, year, month, day] = parts.map(Number);
  const born = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day ?? 0));
  if (born.getUTCMonth() + 1 !== month || born.getUTCDate() !== day) return null;
  const sum = weights.reduce((total, weight, at) => total + weight * Number(text[at]), 0);
  return '10X98765432'[sum % 11] === text[17] ? text : null;
}
