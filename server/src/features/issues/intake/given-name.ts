const compound =
  /^(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|长孙|宇文|夏侯|端木|南宫)(?=\p{Script=Han})/u;

/** The name without the surname, where it is a Chinese name of two characters or more; else all of it. */
export function givenNameOf(name: string): string {
  if (!/^\p{Script=Han}{2,4}$/u.test(name)) return name;
  const surname = compound.exec(name)?.[0] ?? [...name][0] ?? '';
  return name.slice(surname.length);
}
