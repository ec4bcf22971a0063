import { MenuOutlined } from '@ant-design/icons';
import { Button, Drawer, Grid, Layout } from 'antd';
import { Suspense, useState } from 'react';
import { Outlet, useLocation } from 'react-router-dom';
import { useSession } from '../session/session-context.js';
import { LoadingFace } from '../ui/faces.js';
import { NotFoundPage } from './not-found.page.js';
import { doors, openDoors } from './doors.js';
import { MainMenu } from './main-menu.js';
import { NetworkBanner } from './network-banner.js';
import { PersonMenu } from './person-menu.js';
import { SchoolSwitch } from './school-switch.js';
import './shell.css';

/** The frame of every page: menu on the left (behind a button on small screens), school and person above. */
export function Shell() {
  const { session } = useSession();
  const { pathname } = useLocation();
  const wide = Grid.useBreakpoint().lg ?? true;
  const [menuOpen, setMenuOpen] = useState(false);
  const open = openDoors(session.abilities);
  const here = doors.find((door) => pathname === door.path || pathname.startsWith(`${door.path}/`));
  const closed = here !== undefined && !open.includes(here);
  const menu = <MainMenu doors={open} here={here?.path} onChoose={() => setMenuOpen(false)} />;

  return (
    <Layout className="shell">
      <a className="skip-link" href="#main">
        跳到正文
      </a>
      {wide && (
        <Layout.Sider width={208} className="shell-side">
          <Brand />
          {menu}
        </Layout.Sider>
      )}
      <Layout>
        <Layout.Header className="shell-head">
          {!wide && (
            <Button icon={<MenuOutlined />} onClick={() => setMenuOpen(true)} data-testid="open-menu">
              菜单
            </Button>
          )}
          <SchoolSwitch />
          <PersonMenu />
        </Layout.Header>
        <NetworkBanner />
        <Layout.Content id="main" tabIndex={-1} className="shell-main" data-path={pathname}>
          <Suspense fallback={<LoadingFace />}>{closed ? <NotFoundPage /> : <Outlet />}</Suspense>
        </Layout.Content>
      </Layout>
      {!wide && (
        <Drawer
          open={menuOpen}
          onClose={() => setMenuOpen(false)}
          placement="left"
          size={260}
          title={<Brand />}
        >
          {menu}
        </Drawer>
      )}
    </Layout>
  );
}

function Brand() {
  return (
    <div className="brand">
      <b>心桥</b>
      <span className="soft">学校管理</span>
    </div>
  );
}
