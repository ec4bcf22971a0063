/** Look of the emulator's page: the paper, ink and accent of the product. */
export const EMULATOR_CSS = String.raw`
:root {
  --paper: #f7f3ec; --card: #fffdf9; --ink: #2b2a27; --ink-2: #655f56; --line: #e6ddcf;
  --accent: #b84a14; --accent-soft: #fbe9dd; --teal: #1f6f6b; --teal-soft: #e2f0ee;
  --ok: #2c7a4b; --ok-soft: #e3f2e8; --warn: #8a5a00; --warn-soft: #fbf0d5; --bad: #b3261e; --bad-soft: #fbe6e4;
  --desk: #ded8cc; --r: 16px;
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { height: 100%; }
body {
  margin: 0; height: 100%; display: flex; flex-direction: column; background: var(--desk); color: var(--ink);
  font: 16px/1.5 'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'WenQuanYi Zen Hei', sans-serif;
}
.sprite { position: absolute; width: 0; height: 0; }
.ic { width: 20px; height: 20px; flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
h1, h2, h3, p, ul { margin: 0; padding: 0; }
button, input { font: inherit; color: inherit; }
button { cursor: pointer; }
button:focus-visible, a:focus-visible, input:focus-visible { outline: 3px solid var(--teal); outline-offset: 2px; }
.muted { color: var(--ink-2); font-size: 15px; }

.top { display: flex; align-items: baseline; gap: 16px; flex-wrap: wrap; padding: 16px 24px 12px; }
.top h1 { font-size: 22px; font-weight: 600; }
.top p { color: #57524a; }
.top .offline { color: var(--bad); background: var(--bad-soft); border-radius: 999px; padding: 2px 14px; }

.grid {
  flex: 1; min-height: 0; display: grid; gap: 20px; padding: 0 24px 24px;
  grid-template-columns: minmax(260px, 320px) minmax(340px, 430px) minmax(300px, 1fr);
}
.people, .phone, .tools { min-height: 0; }

.people { display: flex; flex-direction: column; background: var(--card); border-radius: 20px; overflow: hidden; }
.search { display: flex; align-items: center; gap: 10px; margin: 14px; padding: 0 14px; background: var(--paper); border: 1px solid var(--line); border-radius: 999px; color: var(--ink-2); }
.search:focus-within { border-color: var(--teal); }
.search input { flex: 1; min-width: 0; min-height: 44px; border: 0; background: none; outline: 0; color: var(--ink); }
.scroll { flex: 1; overflow: auto; padding: 0 8px 14px; }
.group { margin: 14px 12px 6px; font-size: 14px; font-weight: 500; color: var(--ink-2); }
.person { display: flex; align-items: center; gap: 12px; width: 100%; min-height: 56px; padding: 8px 12px; border: 0; border-radius: 14px; background: none; text-align: left; }
.person:hover { background: var(--paper); }
.person[aria-current='true'] { background: var(--accent-soft); }
.avatar { width: 40px; height: 40px; flex: none; border-radius: 50%; display: grid; place-items: center; background: var(--teal-soft); color: var(--teal); font-weight: 600; }
.person[aria-current='true'] .avatar { background: var(--accent); color: #fff; }
.who { flex: 1; min-width: 0; line-height: 1.35; }
.who b { font-weight: 600; }
.who span { display: block; font-size: 14px; color: var(--ink-2); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.badge { min-width: 24px; height: 24px; padding: 0 7px; border-radius: 999px; background: var(--bad); color: #fff; font-size: 14px; line-height: 24px; text-align: center; font-variant-numeric: tabular-nums; }

.phone { display: flex; flex-direction: column; background: var(--paper); border-radius: 28px; overflow: hidden; box-shadow: 0 12px 32px rgb(70 55 30 / 14%); }
.phone-head { padding: 18px 18px 14px; background: var(--card); border-bottom: 1px solid var(--line); }
.phone-head h2 { font-size: 20px; font-weight: 600; }
.phone-head:empty { display: none; }
.actions { display: flex; flex-wrap: wrap; gap: 10px; margin-top: 14px; }
.btn { display: inline-flex; align-items: center; justify-content: center; gap: 8px; min-height: 44px; padding: 0 16px; border: 1px solid var(--line); border-radius: 12px; background: var(--card); text-decoration: none; color: var(--ink); white-space: nowrap; }
.btn:hover { border-color: var(--ink-2); }
.btn.main { flex: 1; background: var(--accent); border-color: var(--accent); color: #fff; font-weight: 600; }
.btn.main:hover { background: #9c3e10; }
.messages { flex: 1; overflow: auto; padding: 16px; display: flex; flex-direction: column; gap: 14px; }
.message { flex: none; background: var(--card); border: 1px solid var(--line); border-radius: var(--r); overflow: hidden; }
.message.new { border-color: var(--accent); }
.message header { display: flex; align-items: center; gap: 8px; padding: 12px 16px 0; font-size: 14px; color: var(--ink-2); }
.message header .ic { width: 18px; height: 18px; color: var(--teal); }
.message time { margin-left: auto; font-variant-numeric: tabular-nums; }
.message h3 { padding: 8px 16px 4px; font-size: 18px; font-weight: 600; }
.message dl { margin: 0; padding: 4px 16px 14px; display: grid; grid-template-columns: auto 1fr; gap: 6px 14px; }
.message dt { color: var(--ink-2); white-space: nowrap; }
.message dd { margin: 0; overflow-wrap: anywhere; }
.message a { display: flex; justify-content: space-between; align-items: center; min-height: 48px; padding: 0 16px; border-top: 1px solid var(--line); color: var(--accent); text-decoration: none; font-weight: 600; }
.message a:hover { background: var(--accent-soft); }
.tag { display: inline-block; border-radius: 8px; padding: 1px 8px; font-size: 14px; background: var(--accent-soft); color: var(--accent); }
.tag.pass { background: var(--ok-soft); color: var(--ok); }
.tag.review { background: var(--warn-soft); color: var(--warn); }
.tag.risky { background: var(--bad-soft); color: var(--bad); }
.empty { margin: auto; padding: 32px 24px; text-align: center; color: var(--ink-2); }
.empty svg { display: block; width: 84px; height: 84px; margin: 0 auto 14px; fill: none; stroke: var(--teal); stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.empty b { display: block; color: var(--ink); font-size: 18px; font-weight: 600; }

.tools { overflow: auto; display: flex; flex-direction: column; gap: 16px; }
.panel { flex: none; background: var(--card); border-radius: 20px; padding: 18px; }
.panel h2 { display: flex; align-items: center; gap: 10px; font-size: 18px; font-weight: 600; margin-bottom: 10px; }
.panel h2 .ic { color: var(--accent); }
.check { display: inline-flex; align-items: center; gap: 10px; min-height: 44px; }
.check input { width: 20px; height: 20px; accent-color: var(--teal); }
.choices { display: grid; grid-template-columns: 1fr 1fr; gap: 10px; }
.choices .btn { flex-direction: column; gap: 0; min-height: 60px; padding: 6px 12px; white-space: normal; line-height: 1.3; }
.choices small { font-size: 14px; color: var(--ink-2); }
.queue { list-style: none; margin-top: 14px; display: flex; flex-direction: column; gap: 8px; }
.queue li { display: flex; justify-content: space-between; gap: 12px; padding: 10px 14px; border-radius: 12px; background: var(--warn-soft); color: var(--warn); }
.queue li span + span { white-space: nowrap; }
.queue + .btn { margin-top: 12px; }
.item { padding: 14px 0; border-top: 1px solid var(--line); }
.item:first-child { border-top: 0; padding-top: 4px; }
.item .row { display: flex; align-items: center; gap: 12px; }
.item .row > div { flex: 1; min-width: 0; }
.item img { width: 64px; height: 64px; flex: none; object-fit: cover; border-radius: 12px; background: var(--paper); }
.item .actions { margin-top: 10px; }
.item .actions .btn { flex: 1; padding: 0 10px; }
.btn.pass { color: var(--ok); border-color: var(--ok); }
.btn.review { color: var(--warn); border-color: var(--warn); }
.btn.risky { color: var(--bad); border-color: var(--bad); }
.mono { font-family: ui-monospace, 'DejaVu Sans Mono', monospace; font-size: 14px; overflow-wrap: anywhere; }

@media (max-width: 1080px) {
  body { height: auto; }
  .grid { grid-template-columns: minmax(240px, 300px) 1fr; }
  .people { max-height: 720px; }
  .phone { height: 720px; }
  .tools { grid-column: 1 / -1; }
}
@media (max-width: 700px) {
  .top { padding: 16px 16px 10px; }
  .grid { grid-template-columns: minmax(0, 1fr); padding: 0 12px 16px; }
  .people { max-height: 340px; }
  .phone { height: auto; min-height: 360px; }
}
`;
