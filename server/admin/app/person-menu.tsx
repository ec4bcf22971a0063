import { DownOutlined, UserOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Dropdown, Grid } from 'antd';
import { useNavigate } from 'react-router-dom';
import { logOut } from '../api/session.api.js';
import { forgetToken } from '../api/token-store.js';
import { forgetDrafts } from '../ui/draft.js';
import { useSession } from '../session/session-context.js';

/** Who is signed in; the own account and signing out. */
export function PersonMenu() {
  const { session } = useSession();
  const navigate = useNavigate();
  const roomy = Grid.useBreakpoint().sm ?? true;
  // The tab forgets everything even when the server cannot be told: the person wants to leave the computer. Loading
  // the page anew also empties the memory, and the next person does not land where this one was.
  const leave = useMutation({
    mutationFn: logOut,
    onSettled: () => {
      forgetDrafts();
      forgetToken();
      window.location.replace(`${import.meta.env.BASE_URL}login?left`);
    },
  });
  const name = session.person?.name ?? '我';
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'account', label: <span data-testid="person-account">我的账号</span> },
          { key: 'leave', label: <span data-testid="person-log-out">退出登录</span> },
        ],
        onClick: ({ key }) => {
          if (key === 'account') void navigate('/account');
          else leave.mutate();
        },
      }}
    >
      <Button
        type="text"
        icon={<UserOutlined />}
        loading={leave.isPending}
        data-testid="person-menu"
        aria-label={`${name}的菜单`}
      >
        {name}
        {roomy && <DownOutlined style={{ fontSize: 12 }} />}
      </Button>
    </Dropdown>
  );
}
