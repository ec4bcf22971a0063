import { Button } from 'antd';
import { Face } from '../ui/faces.js';

/** The page itself could not be loaded: no network, or a new version was installed meanwhile. */
export function RouteErrorPage() {
  return (
    <div className="card" role="alert" data-testid="route-error" style={{ margin: 16 }}>
      <Face
        drawing="offline"
        title="这一页没有打开"
        text="可能是网络断了，也可能是系统刚刚更新。请重新打开一次。"
      >
        <Button type="primary" onClick={() => window.location.reload()}>
          重新打开
        </Button>
      </Face>
    </div>
  );
}
