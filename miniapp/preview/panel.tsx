import { useEffect, useState } from 'react';
import { currentPersona } from '../session/login-code.js';
import { shortName } from '../ui/short-name.js';
import { grouped, listPersonas, type DemoPersona } from './personas.js';

/** A scanned code leads on to its form, whoever is chosen. */
const landing = window.location.hash.includes('scene=') ? window.location.hash : '';

function Person({ persona, current }: { persona: DemoPersona; current: boolean }) {
  return (
    <a
      id={`persona-${persona.openid}`}
      className={current ? 'p-person p-person--on' : 'p-person'}
      href={`/?persona=${encodeURIComponent(persona.openid)}${landing}`}
      aria-current={current ? 'true' : undefined}
    >
      <span className="p-letter" aria-hidden="true">
        {shortName(persona.name)}
      </span>
      <span>
        <b>{persona.name}</b>
        <small>{persona.label}</small>
      </span>
      {persona.unread ? <em>{persona.unread} 条新消息</em> : null}
    </a>
  );
}

/** Beside the phone of the preview: whose phone it is, and the ways to the other pages of the demo. */
export function Panel() {
  const [personas, setPersonas] = useState<DemoPersona[] | null>(null);
  const [query, setQuery] = useState('');
  const current = currentPersona();
  useEffect(() => {
    void listPersonas().then(setPersonas);
  }, []);
  useEffect(() => {
    // Without a persona a narrow screen would show an empty phone; then the list takes its place.
    document.body.classList.toggle('p-choose', personas !== null && current === null);
  }, [personas, current]);
  useEffect(() => {
    const row = current === null ? null : document.getElementById(`persona-${current}`);
    const list = row?.closest<HTMLElement>('.p-list');
    // By hand: scrollIntoView would move the whole page as well.
    if (row && list) list.scrollTop = row.offsetTop - list.offsetTop - list.clientHeight / 2;
  }, [personas, current]);
  if (personas === null) return null;
  const groups = grouped(personas, query);
  return (
    <aside className="p-panel" aria-label="试用">
      <h1>心桥 · 试用</h1>
      <p>选一个人，旁边就是这个人的手机。</p>
      <nav>
        <a id="open-admin" href="/admin">
          管理网页
        </a>
        <a id="open-emulator" href={`/emulator${current ? `?openid=${encodeURIComponent(current)}` : ''}`}>
          收到的微信消息
        </a>
      </nav>
      <input
        id="persona-search"
        type="search"
        placeholder="找人：名字、班级、岗位"
        aria-label="找人：名字、班级、岗位"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <div className="p-list">
        {groups.map(([group, members]) => (
          <section key={group}>
            <h2>{group}</h2>
            {members.map((persona) => (
              <Person key={persona.openid} persona={persona} current={persona.openid === current} />
            ))}
          </section>
        ))}
        {groups.length === 0 ? <p>没有这样的人。</p> : null}
      </div>
    </aside>
  );
}
