/** Contradictions in who is bound to whom, each with what to do about it. */
export const contradictions = {
  no_authority: { label: '孩子没有能做主的监护人', next: '请核对监护关系，登记谁能做主。' },
  ended_still_bound: { label: '监护关系已结束，手机还绑着', next: '请解除这部手机的绑定。' },
  two_accounts: { label: '同一个人在两部手机上，两家都有', next: '请核对是不是同一个人。' },
  barred_shares_phone: {
    label: '被禁止接触的人和家里人共用手机',
    next: '这部手机上看不到孩子。请帮家里人换到自己的手机。',
  },
  empty_family: { label: '孩子的投票家庭里没有大人', next: '请给这个家庭加上大人，或者换一个家庭。' },
  no_family: { label: '孩子没有投票家庭', next: '请给孩子选一个投票家庭。' },
  long_quarantine: { label: '有绑定等核对超过三天', next: '请到“待核对的绑定”里处理。' },
  review_due: { label: '留守认定该复核了', next: '请重新认定一次。' },
} as const;
export type Contradiction = keyof typeof contradictions;
