/** Ends of names that say what somebody is, not who: 周奶奶, 陈老师, 王园长. */
const titles = /(老师|奶奶|爷爷|外婆|外公|妈妈|爸爸|园长|校长|主任)$/;

/** One character for a person: of 周奶奶 and 陈老师 the surname, of 王建国 the last, as people are called here. */
export function shortName(name: string): string {
  const plain = name.replace(/[（(].*$/, '').trim();
  const called = plain.replace(titles, '') || plain;
  const characters = [...called];
  return (called === plain ? characters.at(-1) : characters[0]) ?? '人';
}
