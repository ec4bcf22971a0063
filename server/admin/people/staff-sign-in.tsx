import type { StaffMember } from '#shared/people/contract.js';
import { Button, Popconfirm } from 'antd';
import { helpSignIn, type SignInHelp } from '../api/staff.api.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';
import { when } from '../ui/when.js';

interface Props {
  school: string;
  member: StaffMember;
  onChanged: (member: StaffMember) => void;
}

const kinds = { wechat: '微信小程序', password: '管理页面' } as const;

/** Each kind of device once, with how many of them there are. */
function devicesOf({ signedInOn }: StaffMember): string[] {
  const names = signedInOn.map(({ kind, device }) => `${device ?? '认不出的设备'}（${kinds[kind]}）`);
  return [...new Set(names)].map((name) => {
    const times = names.filter((one) => one === name).length;
    return times === 1 ? name : `${name} × ${times}`;
  });
}

/** Helps a colleague who is kept waiting, has lost her phone, or left a browser open. */
export function StaffSignIn({ school, member, onChanged }: Props) {
  const help = useCommand(
    (what: SignInHelp, key) => helpSignIn(school, member.token, what, key),
    (changed) => onChanged(changed),
  );
  const busy = (what: SignInHelp) => help.isPending && help.variables === what;
  return (
    <div data-testid="staff-sign-ins">
      {member.pausedUntil !== null && (
        <div className="role-row">
          <span>试错密码太多次，{when(member.pausedUntil)} 以后才能再试</span>
          <Button loading={busy('unlock')} onClick={() => help.mutate('unlock')} data-testid="staff-unlock">
            解锁
          </Button>
        </div>
      )}
      <div className="role-row">
        <span>
          {member.signedInOn.length === 0 ? '没有登录着的设备' : '登录着：'}
          {devicesOf(member).map((device) => (
            <div key={device} className="soft" data-testid="staff-device">
              {device}
            </div>
          ))}
        </span>
        {member.signedInOn.length > 0 && (
          <Popconfirm
            title="让这个人在所有设备上退出？"
            description="手机丢了，或者电脑忘了退出时用。密码和绑定不变。"
            okText="全部退出"
            cancelText="不"
            okButtonProps={{ 'data-testid': 'staff-end-sessions-confirm' }}
            onConfirm={() => help.mutate('end-sessions')}
          >
            <Button loading={busy('end-sessions')} data-testid="staff-end-sessions">
              全部退出
            </Button>
          </Popconfirm>
        )}
      </div>
      {member.secondStep && (
        <div className="role-row">
          <span>动态验证码：在用</span>
          <Popconfirm
            title="取消动态验证码？"
            description="手机和备用码都丢了才办，请当面认清是本人。办完这个人要重新设。"
            okText="取消验证码"
            cancelText="不"
            okButtonProps={{ 'data-testid': 'staff-reset-second-step-confirm' }}
            onConfirm={() => help.mutate('reset-second-step')}
          >
            <Button loading={busy('reset-second-step')} data-testid="staff-reset-second-step">
              取消验证码
            </Button>
          </Popconfirm>
        </div>
      )}
      <ProblemNote error={help.error} />
    </div>
  );
}
