import { EmptyFace } from '../ui/faces.js';
import { PageHead } from '../ui/page-head.js';
import { OfficesCard } from './offices-card.js';

/** 交给我的事: what is handed to a partner. Nothing can be handed over yet, and that is said. */
export function Component() {
  return (
    <div className="stack">
      <PageHead title="交给我的事" note="合作伙伴只看得到交给自己的事，看不到孩子和家庭的资料。" />
      <EmptyFace
        title="现在没有交给您的事"
        text="心桥里还不能把事情交给合作伙伴。要做什么，请直接问下面的人。"
      />
      <OfficesCard />
    </div>
  );
}
