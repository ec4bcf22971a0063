/** Words that carry no subject: never shown as the reason for a category, though the model may weigh them. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    '的 了 着 过 地 得 是 在 有 和 与 及 或 也 都 就 又 还 再 才 只 很 太 最 更 真 好 多 少 大 小 ' +
    '我 你 您 他 她 它 咱 俺 我们 你们 他们 她们 咱们 俺们 大家 自己 人家 别人 谁 哪 哪个 哪里 什么 啥 怎么 咋 怎样 为什么 为啥 多少 几 ' +
    '这 那 这个 那个 这些 那些 这样 那样 这么 那么 这里 那里 这边 那边 这儿 那儿 每 每个 各 某 ' +
    '吗 呢 吧 啊 呀 哦 哟 嘛 啦 哈 哎 唉 喂 嗯 ' +
    '被 把 给 让 叫 对 对于 向 从 到 跟 同 为 为了 因 因为 所以 但 但是 可是 不过 如果 要是 虽然 而 而且 并 并且 然后 于是 ' +
    '不 没 没有 不是 不要 别 会 能 可以 可 要 想 应该 应 该 需要 必须 请 请问 麻烦 希望 不能 能不能 可不可以 行不行 不让 不给 一声 一起 有点 ' +
    '个 次 位 件 种 些 点 一点 一个 一次 一些 一下 一直 一样 两 三 年 月 日 号 天 时候 时 ' +
    '说 讲 看 去 来 上 下 里 外 中 前 后 出 进 起 回 做 弄 搞 用 ' +
    '今天 昨天 明天 前天 现在 最近 每天 早上 上午 中午 下午 晚上 上次 这次 已经 刚 刚才 刚刚 总 总是 老是 经常 ' +
    '孩子 娃 娃娃 娃儿 小孩 小孩子 宝宝 孙子 孙女 孙孙 崽 崽崽 伢 伢子 我家 家里 ' +
    '学校 幼儿园 园 园里 学校里 领导 你好 您好 情况 问题 事情 事 东西 知道 觉得 反映 咨询'
  ).split(' '),
);

/** Words that say who, not what: shown only as part of a phrase ("老师打"), or when there is nothing better. */
export const NEVER_ALONE: ReadonlySet<string> = new Set(
  '老师 家长 同学 学生 小朋友 阿姨 人 班 班里'.split(' '),
);
