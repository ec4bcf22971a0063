import type { StaffRole } from '#shared/people/vocabulary.js';

/** What staff are called by after their name; the longer before what it begins with. */
const OFFICES =
  '老师傅|老师|教师|班主任|副主任|主任|副园长|园长|副校长|校长|副院长|院长|师傅|师父|阿姨|医生|大夫|校医|保安|门卫|厨师长|厨师|大厨|会计|出纳|教练|教官|主管|组长|干事|司机|护士|管理员|保育员|助教';
/** In a village staff are called like relatives, and so is everybody else; a 书记 may be the county's: a person has to decide. */
const KIN = '书记|大姐|姐姐|姐|大哥|哥哥|哥|大叔|叔叔|叔|大伯|伯伯|伯|大爷|大妈|大婶|婶|嬢嬢|孃孃|姨';

export const OFFICE = `(?:${OFFICES})`;
export const ADDRESS = `(?:${OFFICES}|${KIN})`;
export const isKin = (title: string): boolean => new RegExp(`^(?:${KIN})$`).test(title);
/** An office at the end of a name that was stored with it (王园长, 陈老师). */
export const OFFICE_AT_END = new RegExp(`${ADDRESS}$`);

/** Who is meant where several bear the surname and one of them holds the office. */
export const officeRoles: readonly (readonly [RegExp, StaffRole])[] = [
  [/^(?:园长|校长|院长)$/, 'principal'],
  [/^(?:医生|大夫|校医|护士)$/, 'health'],
  [/^(?:保安|门卫)$/, 'security'],
  [/^(?:厨师长|厨师|大厨)$/, 'canteen'],
];

/** Words that stand for the holder of a role where only one person holds it; not the room or the box of that name. */
export const roleWords: readonly (readonly [StaffRole, RegExp])[] = [
  ['principal', /(?<!副)(?:园长|校长|院长)(?!室|办公室|信箱|助理)/g],
  ['canteen', /(?:厨师长|厨师|大厨|炊事员|做饭的)(?!帽|服)/g],
  ['security', /(?:保安|门卫|[看守]大?门的)(?!室|亭|处|岗|制度)/g],
  ['health', /(?:保健医生?|校医|园医|保健老师|保健员)(?!室|院)/g],
  ['counsellor', /心理(?:老师|教师|辅导老师)/g],
];

/** "园长您好，…" turns to somebody; it does not speak about her. */
export const GREETING =
  /(?:^|[\n,，。!！])(?:尊敬的|敬爱的)?(?:园长|校长|院长)(?:妈妈)?,?(?:您好|你好|早上好|下午好|晚上好|好)(?=$|[\s,，。!！:：;；~])/g;
/** …unless it goes on to say what "you" have done. */
export const ACCUSES_YOU = /(?<!谢|烦|请|苦|求|跟|向|和|问|给|望|祝)[您你](?!好)/;

/** What a sentence goes on with after a name. */
export const AFTER_NAME = new Set(
  '一两再才正被因为有会能敢从到上下出进同向骗偷送吃喝请找问看想坏好关抱喂教批训吵训打骂说讲在的是对把给跟和与让叫总老没不也又就都来去要收拿推拽拉踢吼凶欺罚逼带管当做今昨天经个这那太很真得了嘛呀啊咧勒哟么吗',
);
/** What makes a word of the language out of a two-character name: 很文静, 真高明. */
export const DEGREE = new Set('很真太最更挺多够');
/** Cannot stand inside a name. */
export const NOT_IN_NAME =
  /[的了是在和跟对让叫请给说问找有被把从向与个位们那这哪一二三四五六七八九十两几男女都也很不没我你他她它班级校老师傅姨某x×*○〇o]/;
export const CHILD_WORD = /^(?:小朋友|同学|宝宝|宝贝|孩子|娃|小孩)/;

/** Surnames that are also small words of the language: beside an office they may be either, so a person decides. */
export const SMALL_WORDS = new Set('向应有时都那由从连经过全新年能可要还就来好多老管等该归随以为当');
export const CONJUNCTIONS = new Set('和同与及');
/** After these a name comes, and no conjunction. */
export const BEFORE_NAME = new Set('被是叫让给的找问说喊请那这位个');
/** What is done towards a teacher: 向老师反映. */
export const TOWARDS = /^(?:反映|反应|请假|汇报|咨询|求助|学习|请教|问好|道|申请|提出|打听|报告)/;
/** Words of the dictionary that may just as well be a small word and a surname: 我对方老师有意见. */
export const EITHER = new Set(['对方', '对于', '同时', '和平', '向来']);
/** With 小 these are things and animals before they are people. */
export const THINGS = new Set('马熊龙花白黄牛苗米毛包车汤谷叶石金鱼红');
