/** What people ask a school about; each has a picture on the phone, so that nobody has to read to choose one. */
export const consultationTopics = {
  meals: '吃饭',
  pickup: '接送',
  schedule: '时间安排',
  illness: '生病吃药',
  enrolment: '报名入学',
  fees: '收费',
  nap: '午睡',
  belongings: '带什么',
  safety: '安全',
  contact: '找谁',
  other: '别的',
} as const;
export type ConsultationTopic = keyof typeof consultationTopics;

export const answerStates = { draft: '草稿', published: '公开', retired: '停用' } as const;
export type AnswerState = keyof typeof answerStates;

/** What in an answer may lead to a person. */
export const personalDetails = {
  child: '孩子的名字',
  guardian: '家长的名字',
  staff: '教职工的名字',
  phone: '电话号码',
  identity: '身份证号',
  address: '住址',
} as const;
export type PersonalDetail = keyof typeof personalDetails;

export const answerLimits = {
  question: 60,
  text: 600,
  keyword: 30,
  keywords: 12,
  /** Of what is being typed, while answers are looked for. */
  asked: 200,
  /** Answers offered to words or for a topic. */
  offered: 5,
  offeredForTopic: 12,
  /** Fewer askings than this are not told apart by topic. */
  smallest: 5,
} as const;

export const visitorNameLength = 20;
