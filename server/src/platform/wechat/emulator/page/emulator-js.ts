/** Script of the emulator's page. Text from outside only ever becomes text nodes. */
export const EMULATOR_JS = String.raw`
(() => {
  'use strict';
  const prefix = document.currentScript.dataset.prefix;
  const GROUPS = ['在家照护人', '家长', '教职工', '县里'];
  const FAILURES = [
    ['43101', '用户拒收', '43101'],
    ['45009', '次数用完', '45009'],
    ['timeout-delivered', '超时', '其实送到了'],
    ['timeout-lost', '超时', '没送到'],
  ];
  const FAILURE_NAMES = { '43101': '用户拒收 43101', '45009': '次数用完 45009', 'timeout-delivered': '超时 · 其实送到了', 'timeout-lost': '超时 · 没送到', '500': '微信出错 500' };
  const API_NAMES = { send: '发送', check: '内容检查', login: '登录' };
  const ANSWERS = [['pass', '通过'], ['review', '需复核'], ['risky', '违规']];
  const ANSWER_NAMES = Object.fromEntries(ANSWERS);

  const byId = (id) => document.getElementById(id);
  let selected = new URLSearchParams(location.search).get('openid') || sessionStorage.getItem('emulator-persona') || '';
  let state = { personas: [], messages: [], failures: [], checks: [], codes: [], previewUrl: '' };
  const seenAsNew = new Set();
  const drawn = new Map();

  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
      else if (name === 'class') node.className = value;
      else node.setAttribute(name, value);
    }
    node.append(...children.filter((child) => child !== null && child !== ''));
    return node;
  }
  function icon(name, className) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('class', className === undefined ? 'ic' : className);
    svg.setAttribute('aria-hidden', 'true');
    const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
    use.setAttribute('href', '#' + name);
    svg.append(use);
    return svg;
  }
  /* Draws again only what changed, so that neither the focus nor a scroll position is lost every two seconds. */
  function draw(id, data, make) {
    const key = JSON.stringify(data);
    if (drawn.get(id) === key) return;
    drawn.set(id, key);
    const host = byId(id);
    const focused = document.activeElement && host.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    host.replaceChildren(...[].concat(make()));
    if (focused) host.querySelector('[data-key="' + CSS.escape(focused) + '"]')?.focus();
  }
  async function send(method, path, body) {
    const response = await fetch(prefix + '/api' + path, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(String(response.status));
    return response.status === 204 ? null : response.json();
  }
  async function act(method, path, body) {
    try { await send(method, path, body); } catch { /* refresh() tells when the server is away */ }
    await refresh();
  }

  const shanghai = (options) => new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', ...options });
  const dayFormat = shanghai({ month: 'numeric', day: 'numeric' });
  const timeFormat = shanghai({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  function when(iso) {
    const at = new Date(iso);
    const day = dayFormat.format(at);
    return (day === dayFormat.format(new Date()) ? '今天' : day) + ' ' + timeFormat.format(at);
  }
  const nameOf = (openid) => (state.personas.find((persona) => persona.openid === openid) || { name: '不在名单上的人' }).name;
  const preview = (openid, page) => state.previewUrl + '/?persona=' + encodeURIComponent(openid) + (page ? '#/' + page : '');

  function personButton(persona) {
    return el('button', {
      class: 'person', type: 'button', 'data-key': persona.openid, 'aria-current': String(persona.openid === selected),
      onclick: () => { selected = persona.openid; sessionStorage.setItem('emulator-persona', selected); seenAsNew.clear(); void refresh(); },
    },
      el('span', { class: 'avatar', 'aria-hidden': 'true' }, persona.name.slice(-1)),
      el('span', { class: 'who' }, el('b', {}, persona.name), el('span', { title: persona.label }, persona.label)),
      persona.unread ? el('span', { class: 'badge', 'aria-label': persona.unread + ' 条没看' }, String(persona.unread)) : null);
  }
  function drawPeople() {
    const words = byId('search').value.trim();
    const found = state.personas.filter((p) => (p.name + p.label + p.group).includes(words));
    draw('people', [found, selected], () => {
      if (found.length === 0) return el('p', { class: 'empty' }, words ? '没有找到“' + words + '”' : '还没有人');
      const groups = [...new Set([...GROUPS, ...found.map((p) => p.group)])];
      return groups.flatMap((group) => {
        const members = found.filter((p) => p.group === group);
        return members.length === 0 ? [] : [el('h2', { class: 'group' }, group + ' · ' + members.length), ...members.map(personButton)];
      });
    });
  }
  function drawHead() {
    const persona = state.personas.find((p) => p.openid === selected);
    draw('phone-head', persona ? [persona.openid, persona.name, persona.label, persona.follows] : null, () => {
      if (!persona) return [];
      const follow = persona.follows === null ? null : el('button', {
        class: 'btn', type: 'button', 'data-key': 'follow',
        onclick: () => act('POST', '/events', { type: persona.follows ? 'unsubscribe' : 'subscribe', openid: selected }),
      }, persona.follows ? '取消关注' : '关注服务号');
      return [
        el('h2', {}, persona.name),
        el('p', { class: 'muted' }, persona.label),
        el('div', { class: 'actions' },
          el('a', { class: 'btn main', href: preview(persona.openid), target: '_xinqiao', 'data-key': 'open' }, icon('i-open'), '以他的身份打开'),
          follow,
          el('button', { class: 'btn', type: 'button', 'data-key': 'clear', onclick: () => act('DELETE', '/messages?openid=' + encodeURIComponent(selected)) }, '清空')),
      ];
    });
  }
  function messageCard(message) {
    const fields = message.fields.flatMap((field) => [el('dt', {}, field.label || field.name), el('dd', {}, field.value)]);
    const isNew = seenAsNew.has(message.id);
    return el('article', { class: isNew ? 'message new' : 'message' },
      el('header', {}, icon(message.kind === 'template' ? 'i-mail' : 'i-bell'), message.kind === 'template' ? '服务号消息' : '订阅消息',
        isNew ? el('span', { class: 'tag' }, '新') : null, el('time', { datetime: message.at }, when(message.at))),
      el('h3', {}, message.title),
      el('dl', {}, ...fields),
      message.page ? el('a', { href: preview(message.openid, message.page), target: '_xinqiao', 'data-key': 'm' + message.id }, '进入小程序', el('span', { 'aria-hidden': 'true' }, '›')) : null);
  }
  function drawMessages() {
    draw('messages', [selected, state.messages.map((m) => [m.id, seenAsNew.has(m.id)]), dayFormat.format(new Date())], () => {
      if (state.messages.length > 0) return state.messages.map(messageCard);
      return el('div', { class: 'empty' }, icon('i-phone', ''),
        el('b', {}, selected ? '还没有消息' : '先在名单里选一个人'),
        selected ? '发给他的消息，到了就在这里。' : '就能看到他手机上的消息。');
    });
  }
  function drawFailures() {
    draw('failures', state.failures, () => {
      if (state.failures.length === 0) return [];
      return [
        el('ul', { class: 'queue' }, ...state.failures.map((f) => el('li', {},
          el('span', {}, API_NAMES[f.api] + '：' + (FAILURE_NAMES[f.next] || '错误 ' + f.next) + (f.openid ? '（' + nameOf(f.openid) + '）' : '')),
          el('span', {}, '还有 ' + f.times + ' 次')))),
        el('button', { class: 'btn', type: 'button', 'data-key': 'none', onclick: () => act('DELETE', '/failures') }, '都不要了'),
      ];
    });
  }
  function checkItem(check) {
    const kind = check.mediaType === 'image' ? '照片' : '录音';
    const picture = check.mediaType === 'image' ? el('img', { src: check.mediaUrl, alt: '', onerror: (event) => event.target.remove() }) : null;
    const settled = check.answer === null ? null : el('span', { class: 'tag ' + check.answer }, ANSWER_NAMES[check.answer]);
    const lost = check.delivered === false ? el('p', { class: 'muted' }, '结果没有送到，可以再点一次。') : null;
    const buttons = check.delivered === true ? null : el('div', { class: 'actions' }, ...ANSWERS.map(([value, label]) =>
      el('button', { class: 'btn ' + value, type: 'button', 'data-key': check.traceId + value, onclick: () => act('POST', '/checks/' + check.traceId, { suggest: value }) }, label)));
    return el('div', { class: 'item' },
      el('div', { class: 'row' }, picture, el('div', {}, el('b', {}, nameOf(check.openid) + '的' + kind), el('p', { class: 'muted' }, when(check.at))), settled), lost, buttons);
  }
  function drawChecks() {
    draw('checks', [state.checks, state.personas.length], () => state.checks.length === 0
      ? el('p', { class: 'muted' }, '没有等着检查的照片和录音。文字里写“【测试违规】”或“【测试复核】”，会得到那样的结果。')
      : state.checks.toSorted((a, b) => Number(a.delivered === true) - Number(b.delivered === true)).slice(0, 20).map(checkItem));
  }
  function drawCodes() {
    draw('codes', [state.codes, selected], () => state.codes.length === 0
      ? el('p', { class: 'muted' }, '生成的小程序码会列在这里，点一下就当扫了码。')
      : state.codes.slice(0, 20).map((code) => el('div', { class: 'item' }, el('div', { class: 'row' },
          el('div', {}, el('p', { class: 'mono' }, code.page || '首页'), el('p', { class: 'muted mono' }, code.scene)),
          el('a', { class: 'btn', target: '_xinqiao', 'data-key': code.scene, href: (selected ? preview(selected, '') : state.previewUrl + '/') + '#/' + code.page + '?scene=' + encodeURIComponent(code.scene) }, '扫一扫')))));
  }

  let running = null;
  let again = false;
  async function load() {
    try {
      state = await send('GET', '/overview' + (selected ? '?openid=' + encodeURIComponent(selected) : ''));
      byId('offline').hidden = true;
    } catch {
      byId('offline').hidden = false;
      return;
    }
    for (const message of state.messages) if (!message.read) seenAsNew.add(message.id);
    if (selected && !document.hidden && state.messages.some((message) => !message.read)) {
      await send('POST', '/messages/read', { openid: selected }).catch(() => null);
      for (const persona of state.personas) if (persona.openid === selected) persona.unread = 0;
    }
    drawPeople(); drawHead(); drawMessages(); drawFailures(); drawChecks(); drawCodes();
  }
  /* One request at a time; an action while one runs asks once more afterwards. */
  async function refresh() {
    if (running) { again = true; return running; }
    running = load().finally(() => { running = null; });
    await running;
    if (again) { again = false; await refresh(); }
  }

  byId('failure-buttons').append(...FAILURES.map(([next, title, small]) => el('button', {
    class: 'btn', type: 'button',
    onclick: () => act('POST', '/failures', { next, times: 1, ...(byId('only-selected').checked && selected ? { openid: selected } : {}) }),
  }, title, el('small', {}, small))));
  byId('search').addEventListener('input', drawPeople);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) void refresh(); });
  setInterval(() => { if (!document.hidden) void refresh(); }, 2000);
  void refresh();
})();
`;
