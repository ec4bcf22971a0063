import { Link } from 'react-router-dom';
import { Face } from '../ui/faces.js';

/** An address that leads nowhere, or to a door that is not open to this person: both look alike. */
export function NotFoundPage() {
  return (
    <div className="card" data-testid="not-found">
      <Face drawing="lost" title="找不到这一页" heads text="地址可能不对，或者您不能查看。">
        <Link to="/">回到首页</Link>
      </Face>
    </div>
  );
}
