import type { ConsultationTopic } from '#shared/consultations/vocabulary.js';
import type { DemoSchoolKey } from './demo.types.js';

/** What a school of the demo answers to everybody. */
export interface DemoAnswer {
  topic: ConsultationTopic;
  question: string;
  text: string;
  /** Other ways to ask it. */
  keywords: readonly string[];
  place?: string;
  /** Mostly a handful on an ordinary day: how often it settles a question. */
  often: number;
}

const kindergarten: readonly DemoAnswer[] = [
  {
    topic: 'pickup',
    question: '下午几点接孩子？',
    text: '周一到周五下午 4 点 30 分到 5 点，在大门口接。冬天（11 月到第二年 2 月）提前半小时。老师把孩子交到您手上才算接走。',
    keywords: ['几点放学', '几点离园', '放学时间'],
    often: 6,
  },
  {
    topic: 'pickup',
    question: '早上几点可以送来？',
    text: '早上 7 点 40 分开门，8 点 20 分前送到，赶得上早饭。门口有老师看一看孩子的嗓子和小手，没事就进班。',
    keywords: ['几点开门', '几点送孩子', '入园时间'],
    often: 4,
  },
  {
    topic: 'pickup',
    question: '别人来接行不行？',
    text: '行，但要您先说一声：打电话或在小程序里告诉班主任，是谁来、长什么样。来的人带上接送卡。没有说过的人，老师不会把孩子交出去。',
    keywords: ['让爷爷来接', '邻居帮忙接', '换人接', '代接'],
    often: 3,
  },
  {
    topic: 'pickup',
    question: '来晚了怎么办？',
    text: '请先给班主任打个电话。5 点半以前孩子在门卫室旁边的小屋等，有值班老师陪着，不另外收钱。',
    keywords: ['赶不上接', '下班晚', '晚点接', '有没有延时'],
    often: 2,
  },
  {
    topic: 'meals',
    question: '这周吃什么？在哪里看菜单？',
    text: '每周一早上，菜单贴在食堂门口和各班门上，小程序首页也能看到。一天两餐两点：早饭、午饭，上午喝奶，下午吃水果。',
    keywords: ['食谱', '中午吃啥', '什么菜'],
    place: '食堂',
    often: 3,
  },
  {
    topic: 'meals',
    question: '孩子有的东西不能吃，怎么办？',
    text: '请告诉班主任是什么不能吃、吃了会怎样，最好有医院的单子。食堂会把孩子的饭另外做，碗上有记号。清真的孩子有单独的锅。',
    keywords: ['过敏', '忌口', '吃了起疹子', '不吃猪肉'],
    place: '食堂',
    often: 2,
  },
  {
    topic: 'meals',
    question: '孩子吃不饱能添饭吗？',
    text: '能。饭和菜都可以添，老师会问孩子。孩子在家说饿，您跟班主任说一声，我们留意他吃了多少。',
    keywords: ['饭够不够吃', '回家喊饿', '不够吃'],
    place: '食堂',
    often: 1,
  },
  {
    topic: 'illness',
    question: '药能带到园里请老师喂吗？',
    text: '能。把药交给门口的保健老师，写上名字、吃多少、什么时候吃，签个名。药不要放在孩子书包里。只喂医生开的药。',
    keywords: ['带药', '中午吃药', '喂药'],
    often: 3,
  },
  {
    topic: 'illness',
    question: '孩子发烧了能来吗？',
    text: '发烧、呕吐、手上嘴里起泡的，请在家休息。退烧满一天再来。得了手足口、水痘，要医院开的复课证明。来之前告诉班主任。',
    keywords: ['生病了能上学吗', '感冒咳嗽', '手足口', '几天能回来'],
    often: 3,
  },
  {
    topic: 'illness',
    question: '怎么请假？',
    text: '早上 8 点前在小程序里说一声，或给班主任打电话：哪天不来，是病了还是有事。病假请说一下哪里不舒服，我们要登记。',
    keywords: ['今天不来', '来不了', '请几天假'],
    often: 2,
  },
  {
    topic: 'fees',
    question: '一个学期交多少钱？',
    text: '保教费每学期 1200 元，伙食费每天 9 元，按来的天数算。都打到学校的账户上，门口公示栏有收费单。老师个人不收一分钱。',
    keywords: ['学费', '保教费', '伙食费多少'],
    often: 3,
  },
  {
    topic: 'fees',
    question: '没来的日子退伙食费吗？',
    text: '退。请了假的，从第二天起按天退，学期末一起退到您交钱的卡上。没有请假的当天备了饭，退不了。',
    keywords: ['退饭钱', '请假退费', '退钱'],
    often: 2,
  },
  {
    topic: 'fees',
    question: '家里困难有没有补助？',
    text: '有。低保家庭、孤儿、残疾儿童和监测户的孩子，可以减免保教费。带上证明来办公室填一张表，只有办公室的人知道，不在班里讲。',
    keywords: ['减免', '低保', '资助'],
    often: 1,
  },
  {
    topic: 'nap',
    question: '午睡的被子要自己带吗？',
    text: '被子、枕头园里有，每两周晒一次、洗一次。想盖自己的小毯子也可以带，写上名字。冬天午睡房开暖气。',
    keywords: ['铺盖', '被褥', '床单谁洗'],
    place: '午睡房',
    often: 2,
  },
  {
    topic: 'nap',
    question: '孩子睡不着怎么办？',
    text: '不勉强。躺一会儿休息就好，实在睡不着的，老师带到活动室安静地看书。不会批评孩子。',
    keywords: ['不肯午睡', '中午不睡觉'],
    place: '午睡房',
    often: 1,
  },
  {
    topic: 'belongings',
    question: '每天要带什么？',
    text: '一套换洗的衣裤、一个水杯、一条手绢，都写上名字。不要带零食、玩具、首饰和钱。',
    keywords: ['换洗衣服', '水杯', '书包里放啥', '尿裤子'],
    often: 2,
  },
  {
    topic: 'enrolment',
    question: '新生什么时候报名，要什么材料？',
    text: '每年 5 月报名，满三岁就可以。带户口本、出生证、预防接种本，还有一张体检单。来不了的，打电话给办公室也能先登记。',
    keywords: ['插班', '上幼儿园要什么手续', '几岁能上'],
    often: 2,
  },
  {
    topic: 'safety',
    question: '孩子在园里摔了，会告诉我吗？',
    text: '会。摔破皮、碰到头，保健老师马上看，当天打电话告诉您。要去医院的，先打电话再去，一个老师陪着。医药费有校方责任险。',
    keywords: ['磕破了', '受伤了', '保险报销'],
    often: 1,
  },
  {
    topic: 'schedule',
    question: '什么时候放假、开学？',
    text: '放假和开学的日子写在校历上，小程序里能看。临时有变，我们发通知，每一家都会问到。',
    keywords: ['放几天', '寒假', '国庆放不放'],
    often: 2,
  },
];

const primary: readonly DemoAnswer[] = [
  {
    topic: 'pickup',
    question: '几点放学？',
    text: '下午 4 点 10 分放学。走路的孩子按村排队，有老师送到桥头。住校的孩子周五下午 3 点放。',
    keywords: ['几点接孩子', '星期五几点走'],
    often: 3,
  },
  {
    topic: 'pickup',
    question: '校车几点到我们村？',
    text: '早上 6 点 50 分从石板村口发车，下午 4 点 30 分从学校回。各站的时间贴在车门上。车晚了，会在小程序里告诉等车的家。',
    keywords: ['班车时间', '坐车', '车还没来'],
    often: 2,
  },
  {
    topic: 'meals',
    question: '中午饭要交钱吗？',
    text: '不要。午饭是国家的营养改善计划，一荤一素一汤，不收钱。早饭自己买，一块五一份。',
    keywords: ['营养餐', '免费午餐', '早饭多少钱'],
    often: 2,
  },
  {
    topic: 'schedule',
    question: '住校的孩子怎么打电话回家？',
    text: '每天晚上 7 点到 8 点，寝室楼下有两部电话和一台可以视频的平板，轮着用，不收钱。您也可以约好时间打过来。',
    keywords: ['跟孩子视频', '打给孩子', '住校打电话'],
    often: 2,
  },
  {
    topic: 'belongings',
    question: '住校要带什么？',
    text: '两套换洗衣服、毛巾、牙刷、一双雨鞋。被子学校发。贵的东西和钱请不要带，生活费交给生活老师记在本子上。',
    keywords: ['寝室带啥', '要不要带被子'],
    often: 1,
  },
  {
    topic: 'fees',
    question: '家里困难，怎么申请补助？',
    text: '找班主任拿一张表，或者在小程序里说一声，我们上门填也行。低保、脱贫监测户优先，名单不在班上念。',
    keywords: ['贫困生', '生活补助', '资助'],
    often: 2,
  },
  {
    topic: 'illness',
    question: '孩子在学校病了，谁管？',
    text: '先到保健室量体温。发烧的，我们给您打电话；您在外地来不了，就打给家里照看孩子的人。村卫生室的医生十分钟能到。',
    keywords: ['学校里不舒服', '发烧怎么办', '肚子疼'],
    often: 1,
  },
  {
    topic: 'enrolment',
    question: '在外面打工，孩子怎么转学回来？',
    text: '带户口本和原来学校的转学单，开学前一周来办公室。单子还没办好的，先来上课，我们帮您在网上转。',
    keywords: ['转学', '插班', '入学手续'],
    often: 1,
  },
];

export const demoAnswers: Readonly<Record<DemoSchoolKey, readonly DemoAnswer[]>> = { kindergarten, primary };

/** Topics that are asked about and have no good answer yet, with how many askings a day. */
export const demoUnanswered: readonly { topic: ConsultationTopic; often: number }[] = [
  { topic: 'contact', often: 1 },
  { topic: 'schedule', often: 1 },
  { topic: 'other', often: 1 },
];
