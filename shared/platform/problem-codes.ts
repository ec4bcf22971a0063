/**
 * Every problem the API can answer with: stable code → HTTP status, short title, and the sentence shown when the
 * place of failure has none of its own. Plain data, so that the mini program can tell the codes apart too.
 */
export const problems = {
  bad_request: [400, '没看懂', '这次提交的内容有问题，请检查后再试。'],
  invalid_input: [400, '填写有误', '有的地方没填对，请看红字提示。'],
  malformed_json: [400, '没看懂', '提交的内容不完整，请再试一次。'],
  signed_out: [401, '请先登录', '登录过期了，请重新打开小程序或重新登录。'],
  wrong_credentials: [401, '登录不了', '账号或密码不对，请再试一次。'],
  second_step_refused: [401, '验证码不对', '验证码不对，或者已经用过了。请等手机上换了新的再填。'],
  sign_in_again: [401, '请重新登录', '隔得太久了，请重新填账号和密码。'],
  login_code_refused: [401, '登录不了', '微信登录没有成功，请退出小程序再打开一次。'],
  forbidden: [403, '不能这样做', '您现在不能做这件事。'],
  password_change_needed: [403, '先换密码', '请先修改初始密码。'],
  second_step_needed: [403, '先设动态验证码', '您的岗位登录时要用动态验证码，请先设好。'],
  pin_needed: [403, '先点图片密码', '这里上了锁，请先点一下您的图片密码。'],
  pin_wrong: [403, '图片不对', '图片密码不对，请再点一次。'],
  not_found: [404, '找不到', '找不到这一项，可能已经撤回，或者您不能查看。'],
  method_not_allowed: [405, '不能这样做', '这个地址不支持这样操作。'],
  state_conflict: [409, '已经变了', '这件事刚刚有了新进展，请刷新后再看。'],
  personal_details: [409, '先看一看', '里面像是有个人信息。请先拿掉，再公开。'],
  already_exists: [409, '已经有了', '已经有同样的一项了。'],
  already_done: [409, '已经办过了', '刚才已经办过了，不会再办一次。请刷新后看看。'],
  idempotency_mismatch: [409, '重复提交', '同一个提交编号带来了不同的内容，请刷新后再试。'],
  better_told: [422, '请直接告诉园里', '这些话写在这里不合适，请直接告诉园里。'],
  binding_refused: [422, '绑定不了', '这个绑定码不对、已经用过，或者过期了。请向老师要一个新的。'],
  too_large: [413, '太大了', '内容太大了，请减少照片、缩短录音或文字。'],
  unsupported_media: [415, '不支持', '只能上传照片（JPG、PNG、WebP）或录音。'],
  bad_range: [416, '放不了', '这一段放不了，请从头再放一次。'],
  broken_media: [422, '打不开', '这张照片或这段录音打不开，请换一张，或者重录一遍。'],
  pin_paused: [429, '先歇一会儿', '图片密码错了太多次，先歇一会儿再试。忘了可以请老师当面重设。'],
  sign_in_paused: [429, '先歇一会儿', '试错的次数太多了，请过一会儿再试。'],
  rate_limited: [429, '太快了', '操作太快了，请等一会儿再试。'],
  internal: [500, '出错了', '我们这边出错了，内容没有丢。请过一会儿再试。'],
  unavailable: [503, '正在忙', '系统正忙，请过一会儿再试。'],
} as const satisfies Record<string, readonly [number, string, string]>;

export type ProblemCode = keyof typeof problems;
