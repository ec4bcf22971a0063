/** Shortest password, in characters. */
export const shortestPassword = 10;

/** The rules as they are told, in words that anybody can follow. */
export const passwordRules = `至少 ${shortestPassword} 位；不要和账号一样；不要用 1234567890、woaini1314 这类人人想得到的。用一句只有您记得的话，最好记也最安全。`;

/**
 * What stands at the top of every list of stolen passwords and is long enough to be chosen, in China and elsewhere.
 * Compared without regard to capitals, blanks and the digits or signs at the end.
 */
const common = [
  '1234567890',
  '0123456789',
  '12345678910',
  '0987654321',
  '1122334455',
  '1234512345',
  '123123123',
  '147258369',
  '147852369',
  '1q2w3e4r5t',
  '1qaz2wsx3edc',
  'qazwsxedc',
  'qwertyuiop',
  'qwerty',
  'asdfghjkl',
  'zxcvbnm',
  'abcdefghij',
  'abcdefg',
  'abc',
  'password',
  'passw0rd',
  'p@ssw0rd',
  'iloveyou',
  'admin',
  'administrator',
  'letmein',
  'welcome',
  'woaini',
  'woaini1314',
  'woaini520',
  'wodemima',
  'mima',
  'laoshi',
  'xuexiao',
  'youeryuan',
  'xinqiao',
  'wangyuan',
  'zhongguo',
  'china',
  'a1b2c3d4e5',
  '5201314',
  '1314520',
  '88888888',
  '66666666',
];
const known = new Set(common.flatMap((one) => [one, stem(one)]).filter((one) => one !== ''));

/** A password without what people hang on to the end of one that was refused. */
function stem(text: string): string {
  return text.replace(/[\d!@#$%^&*._-]+$/, '');
}

/** Whether each character follows from the one before: all the same, or one up or down. */
function isRun(text: string): boolean {
  const steps = new Set([...text].slice(1).map((_, at) => text.charCodeAt(at + 1) - text.charCodeAt(at)));
  const [step = 0] = steps;
  return steps.size === 1 && Math.abs(step) <= 1;
}

/**
 * Why a password cannot be taken, as a sentence for who chose it; null where it can.
 * @param login the name that she signs in with
 */
export function passwordProblem(password: string, login: string): string | null {
  if (password.length < shortestPassword) return `新密码至少 ${shortestPassword} 位`;
  const plain = password.toLowerCase().replaceAll(/\s/g, '');
  const name = login.toLowerCase();
  const withoutDots = name.replaceAll(/[.-]/g, '');
  if (name !== '' && (plain.includes(name) || (withoutDots.length >= 4 && plain.includes(withoutDots))))
    return '密码里不要带账号';
  if (new Set(plain).size < 4 || isRun(plain) || known.has(plain) || known.has(stem(plain)))
    return '这个密码太多人用，换一个别人想不到的';
  return null;
}
