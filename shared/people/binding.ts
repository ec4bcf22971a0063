/** Where a code comes from: a printed slip, a teacher who stands before the carer, a guardian of the child. */
export const bindingCodeKinds = { slip: '绑定条', face: '当面绑定', invite: '家人邀请' } as const;
export type BindingCodeKind = keyof typeof bindingCodeKinds;

/** What becomes of who uses a code. */
export const bindingStates = {
  bound: '已绑定',
  waiting: '等家人同意',
  quarantined: '等学校核对',
  refused: '没有同意',
} as const;
export type BindingState = keyof typeof bindingStates;

/** Why somebody is put into quarantine: what was seen, in words for whoever looks. */
export const bindingDoubts = {
  shared_phone: '这部手机上已经绑了另一家的孩子',
  same_name: '学校里有同名的孩子',
  other_name: '填的孩子名字和绑定条上的不一样',
  known_under_other_name: '这位家长在学校登记的是另一个名字',
} as const;
export type BindingDoubt = keyof typeof bindingDoubts;

/** What may be made of a waiting or quarantined binding. */
export const bindingDecisions = {
  approve: '同意',
  refuse: '不同意',
  link: '是兄弟姐妹，绑定',
  confirm: '核对过了，绑定',
  reject: '绑错了，退回',
} as const;
export type BindingDecision = keyof typeof bindingDecisions;
