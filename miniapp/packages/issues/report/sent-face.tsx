import { useOutbox } from '../../../api/outbox/outbox-service.js';
import { outboxWords } from '../../../api/outbox/outbox-entry.js';
import { open, openTab, pages, tabs } from '../../../platform/navigation.js';
import { Button } from '../../../ui/button.js';
import { Face } from '../../../ui/faces.js';
import { uploadWords } from '../../../ui/outbox-card.js';

/** What became of the report that was just handed over, in words that stay true as it goes on. */
export function SentFace({ clientId, simple = false }: { clientId: string; simple?: boolean }) {
  const entry = useOutbox().find((one) => one.clientId === clientId);
  const home = (
    <Button id="sent-home" kind={simple ? 'ghost' : 'quiet'} big={simple} onTap={() => openTab(tabs.home)}>
      回首页
    </Button>
  );
  if (entry?.state === 'delivered' || !entry) {
    return (
      <Face
        id="sent-delivered"
        drawing="sun"
        title="送到了"
        words="园里会有人接下来办。走到哪一步，都会告诉您。"
      >
        {entry?.result ? (
          <Button id="sent-open" big={simple} onTap={() => open(pages.issue(entry.result ?? ''))}>
            看看走到哪了
          </Button>
        ) : null}
        {home}
      </Face>
    );
  }
  if (entry.state === 'attention') {
    return (
      <Face
        id="sent-attention"
        drawing="error"
        title={outboxWords.attention}
        words={entry.problem?.detail ?? ''}
      >
        <Button id="sent-undelivered" onTap={() => open(pages.undelivered)}>
          去看一下
        </Button>
        {home}
      </Face>
    );
  }
  const photos = uploadWords(entry);
  if (entry.state === 'sending') {
    return (
      <Face id="sent-sending" drawing="sun" title="正在送…" words={photos || '请等一下，马上就好。'}>
        {home}
      </Face>
    );
  }
  return (
    <Face
      id="sent-waiting"
      drawing="offline"
      title="已经留好了"
      words={`${outboxWords.waiting}。关掉手机也不会丢。`}
    >
      <Button id="sent-undelivered" kind="ghost" onTap={() => open(pages.undelivered)}>
        看看没送到的
      </Button>
      {home}
    </Face>
  );
}
