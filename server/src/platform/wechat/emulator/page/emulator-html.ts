/** The page, without anything inline, so that the strictest content security policy lets it run. */
export function emulatorHtml(prefix: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>微信模拟器 · 心桥</title>
<link rel="stylesheet" href="${prefix}/emulator.css">
<script src="${prefix}/emulator.js" data-prefix="${prefix}" defer></script>
</head>
<body>
<svg class="sprite" aria-hidden="true"><defs>
<symbol id="i-open" viewBox="0 0 24 24"><path d="M14 4h6v6M20 4l-9 9M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5"/></symbol>
<symbol id="i-bell" viewBox="0 0 24 24"><path d="M6 17V11a6 6 0 0 1 12 0v6l1.500 2h-15zM10 21h4"/></symbol>
<symbol id="i-mail" viewBox="0 0 24 24"><path d="M4 8h16v11H4zM4 8l8 6 8-6"/></symbol>
<symbol id="i-bolt" viewBox="0 0 24 24"><path d="M13 3 5 14h6l-1 7 8-11h-6z"/></symbol>
<symbol id="i-shield" viewBox="0 0 24 24"><path d="M12 3l8 3v6c0 5-3.500 8-8 9-4.500-1-8-4-8-9V6zM8.500 12l2.500 2.500 4.500-5"/></symbol>
<symbol id="i-code" viewBox="0 0 24 24"><path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 20h2"/></symbol>
<symbol id="i-search" viewBox="0 0 24 24"><circle cx="11" cy="11" r="6.500"/><path d="M16 16l4.500 4.500"/></symbol>
<symbol id="i-phone" viewBox="0 0 64 64"><rect x="18" y="6" width="28" height="52" rx="6"/><path d="M28 12h8M24 26h16M24 34h10"/><path d="M8 22c-3 4-3 9 0 13M56 22c3 4 3 9 0 13"/></symbol>
</defs></svg>
<header class="top">
<h1>微信模拟器</h1>
<p>消息只到这里，不会发到真的微信。</p>
<p id="offline" class="offline" role="status" hidden>连不上服务，正在重试…</p>
</header>
<main class="grid">
<aside class="people" aria-label="选一个人">
<label class="search"><svg class="ic"><use href="#i-search"/></svg><input id="search" type="search" placeholder="找人：名字、班级、身份" aria-label="找人"></label>
<div id="people" class="scroll"></div>
</aside>
<section class="phone" aria-label="手机">
<div id="phone-head" class="phone-head"></div>
<div id="messages" class="messages" aria-live="polite"></div>
</section>
<div class="tools">
<section class="panel"><h2><svg class="ic"><use href="#i-bolt"/></svg>让下一次发送失败</h2>
<label class="check"><input id="only-selected" type="checkbox">只对选中的人</label>
<div id="failure-buttons" class="choices"></div>
<div id="failures"></div></section>
<section class="panel"><h2><svg class="ic"><use href="#i-shield"/></svg>内容检查</h2><div id="checks"></div></section>
<section class="panel"><h2><svg class="ic"><use href="#i-code"/></svg>印出来的码</h2><div id="codes"></div></section>
</div>
</main>
</body>
</html>
`;
}
