import { Menu } from 'antd';
import { Link } from 'react-router-dom';
import type { Door } from './doors.js';

interface Props {
  doors: readonly Door[];
  here: string | undefined;
  onChoose: () => void;
}

/** The left menu: words with an icon, only doors that are open. */
export function MainMenu({ doors, here, onChoose }: Props) {
  return (
    <nav aria-label="主菜单" data-testid="main-menu">
      <Menu
        mode="inline"
        selectedKeys={here === undefined ? [] : [here]}
        onClick={onChoose}
        items={doors.map((door) => ({
          key: door.path,
          icon: door.icon,
          label: (
            <Link to={door.path} data-testid={`menu-${door.path.slice(1)}`}>
              {door.label}
            </Link>
          ),
        }))}
      />
    </nav>
  );
}
