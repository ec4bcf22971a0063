import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Tag } from 'antd';
import { endOtherSessions, endSession, listSessions, type SignedInOn } from '../api/account.api.js';
import { Loaded } from '../ui/loaded.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';
import { when } from '../ui/when.js';

const kinds = { wechat: '微信小程序', password: '管理页面' } as const;
const key = ['own-sessions'] as const;

/** 登录着的设备: which they are, and out with those that are not hers or that she no longer has. */
export function SessionsCard() {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const sessions = useQuery({ queryKey: key, queryFn: ({ signal }) => listSessions(signal) });
  const done = () => {
    void message.success('退出了');
    void cache.invalidateQueries({ queryKey: key });
  };
  const end = useCommand(({ token }: SignedInOn, key) => endSession(token, key), done);
  const endOthers = useCommand((_: null, key) => endOtherSessions(key), done);
  return (
    <section className="card stack" aria-label="登录着的设备" data-testid="sessions-card">
      <h2>登录着的设备</h2>
      <p className="soft">有不认得的，或者手机丢了，就让它退出，再改密码。</p>
      <Loaded query={sessions} rows={3}>
        {({ items }) => (
          <>
            <ul className="plain-list">
              {items.map((item) => (
                <li key={item.token} className="role-row" data-testid="own-session">
                  <span>
                    <b>{item.device ?? '认不出的设备'}</b> <span className="soft">{kinds[item.kind]}</span>{' '}
                    {item.current && <Tag color="success">正在用的这个</Tag>}
                    <br />
                    <span className="soft">
                      {when(item.openedAt)}登录
                      {item.seenAt !== null &&
                        item.seenAt > item.openedAt &&
                        `，最近用过 ${when(item.seenAt)}`}
                    </span>
                  </span>
                  {!item.current && (
                    <Button
                      loading={end.isPending && end.variables?.token === item.token}
                      onClick={() => end.mutate(item)}
                      data-testid="own-session-end"
                    >
                      让它退出
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            <ProblemNote error={end.error ?? endOthers.error} />
            {items.length > 1 && (
              <div className="row">
                <Button
                  danger
                  loading={endOthers.isPending}
                  onClick={() => endOthers.mutate(null)}
                  data-testid="own-sessions-end-others"
                >
                  除了这个，全部退出
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}
