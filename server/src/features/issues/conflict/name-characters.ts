import { simplify } from '../classifier/traditional.js';

/**
 * Characters of names that a phone set to traditional script sends, each beside its simplified form. Those that occur
 * in ordinary talk stand with the classifier; these are surnames and what people are called.
 */
const PAIRS =
  '陳陈劉刘張张黃黄楊杨趙赵吳吴馮冯蔣蒋葉叶閻阎餘余鍾钟譚谭鄒邹陸陆蕭萧許许鄧邓呂吕蘇苏盧卢賈贾韓韩顧顾' +
  '龔龚賴赖賀贺錢钱湯汤嚴严歐欧陽阳諸诸葛葛馬马羅罗鄭郑謝谢傅傅範范鄔邬喬乔魯鲁韋韦畢毕聶聂駱骆關关龐庞' +
  '樊樊齊齐莊庄倪倪塗涂紀纪項项祝祝盛盛單单費费滕滕閔闵詹詹竇窦甯宁饒饶婁娄農农儲储談谈溫温簡简芦芦' +
  '國国華华麗丽紅红蘭兰鳳凤麥麦強强偉伟軍军慶庆榮荣貴贵艷艳艶艳婭娅穎颖瓊琼瑩莹靜静潔洁嬌娇嫻娴媽妈銀银鋒锋' +
  '剛刚傑杰輝辉煥焕勝胜銘铭錦锦鴻鸿飛飞躍跃進进遠远達达運运連连燕燕寧宁寶宝憲宪岡冈嶺岭濤涛澤泽淵渊潤润' +
  '禮礼禎祯義义賢贤紹绍維维綱纲繼继續续緒绪綺绮縈萦羽羽聖圣聰聪膽胆興兴舉举蓮莲薔蔷蘊蕴詠咏詩诗誠诚諾诺' +
  '譯译豐丰貞贞賓宾賽赛軒轩鄺邝鎖锁鑫鑫閏闰闊阔隨随霽霁韻韵順顺願愿顏颜駿骏騰腾驥骥鵬鹏鶴鹤鸞鸾齡龄蔔卜';

const toSimplified = new Map<string, string>();
const characters = [...PAIRS];
for (let at = 0; at + 1 < characters.length; at += 2)
  toSimplified.set(characters[at] ?? '', characters[at + 1] ?? '');

const HAN = /\p{Script=Han}/u;
/** What people put between the characters of a name, to set it apart or to hide it. */
const FILLER =
  /(?<=\p{Script=Han})[\p{Zs}\t\-_.·•‧・~|/\\]+(?=[\p{Script=Han}\w])|(?<=\w)[\p{Zs}\t]+(?=\p{Script=Han})/gu;

/**
 * A text in which a name looks the same however it was typed: NFKC, lower case, simplified, without invisible
 * characters and without what stands between the characters of a spaced name. Other punctuation stays, since it parts
 * sentences.
 */
export function foldNames(raw: string): string {
  const plain = [
    ...raw
      .normalize('NFKC')
      .toLowerCase()
      .replace(/\p{Cf}/gu, ''),
  ]
    .map((character) =>
      HAN.test(character) ? (toSimplified.get(character) ?? simplify(character)) : character,
    )
    .join('');
  return plain.replace(FILLER, '');
}

/** A folded text in which 小(1)班, 小1班 and 小一班 are the same, and so are 一年级2班 and 一(2)班. */
export function foldClassrooms(folded: string): string {
  return folded
    .replace(/[()[\]【】「」"“”']|年级/g, '')
    .replace(/\d/g, (digit) => '〇一二三四五六七八九'[Number(digit)] ?? '');
}

const COMPOUND =
  /^(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|长孙|宇文|夏侯|端木|南宫|西门|独孤|呼延|淳于|百里|东郭|闻人|澹台|公冶|轩辕|太史|第五|钟离|申屠|仲孙|拓跋|完颜|赫连)(?=.)/;

/** Surnames that are frequent enough to be meant when one of them stands right before an office or a name. */
export const SURNAMES = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦邢路岳齐梅莫庄辛管祝左涂谷祁舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋甘景薄单包柏宁柯阮桂闵解强柴车冉房边净阴闫佟冀',
);

/** The surname and the rest of a name. */
export function partsOf(name: string): { surname: string; given: string } {
  const surname = COMPOUND.exec(name)?.[0] ?? name.slice(0, 1);
  return { surname, given: name.slice(surname.length) };
}
