import { Text, View } from '@tarojs/components';
import { givenBefore, outboxWords } from '../../../api/outbox/outbox-entry.js';
import { useOutbox } from '../../../api/outbox/outbox-service.js';
import { open, openTab, pages, tabs } from '../../../platform/navigation.js';
import { Button } from '../../../ui/button.js';
import { Face } from '../../../ui/faces.js';

interface SentStarsProps {
  clientId: string;
  low: boolean;
  /** Something was written beside the stars. */
  spoke: boolean;
  onTell: () => void;
  onWithoutWords: () => void;
  onOther: (() => void) | null;
  /** School whose notes can be read; null for a visitor. */
  notes: string | null;
}

/** What became of the stars; after a low one, whether the school should hear what it is. */
export function SentStars(props: SentStarsProps) {
  const { clientId, low, spoke, onTell, onWithoutWords, onOther, notes } = props;
  const entry = useOutbox().find((one) => one.clientId === clientId);
  if (entry?.state === 'attention') {
    return (
      <Face
        id="stars-attention"
        drawing="error"
        title="这些话不能写在这里"
        words={entry.problem?.detail ?? ''}
      >
        {spoke ? (
          <View className="x-stack" style={{ alignSelf: 'stretch' }}>
            <Button
              id="tell-instead"
              icon="mic"
              onTap={() => {
                onTell();
                onWithoutWords();
              }}
            >
              告诉园里
            </Button>
            <Button id="only-stars" kind="ghost" onTap={onWithoutWords}>
              不写了，只送笑脸
            </Button>
          </View>
        ) : (
          <Button id="stars-undelivered" onTap={() => open(pages.undelivered)}>
            去看一下
          </Button>
        )}
      </Face>
    );
  }
  const waits = entry?.state === 'waiting';
  const before = entry?.result === givenBefore;
  const [title, words] = waits
    ? ['已经留好了', `${outboxWords.waiting}。关掉手机也不会丢。`]
    : before
      ? ['谢谢您', '这个月您家已经评过这一样了，下个月可以再评。']
      : ['谢谢您', '收到了。凑够五家，园里就能看到总数。'];
  return (
    <View>
      <Face
        id={waits ? 'stars-waiting' : before ? 'stars-before' : 'stars-delivered'}
        drawing={waits ? 'offline' : 'sun'}
        title={title ?? ''}
        words={words ?? ''}
      >
        {null}
      </Face>
      {low ? (
        <View id="low" className="x-card x-card--wait">
          <Text className="x-title">要不要告诉园里是什么事？</Text>
          <Text className="x-text x-muted">说了，就会有人去办，办到哪一步都告诉您。也可以不说名字。</Text>
          <View style={{ marginTop: '12px' }}>
            <Button id="tell" icon="mic" onTap={onTell}>
              告诉园里
            </Button>
          </View>
        </View>
      ) : null}
      {onOther ? (
        <Button id="rate-more" kind={low ? 'ghost' : 'main'} onTap={onOther}>
          再评一样
        </Button>
      ) : null}
      {notes === null ? null : (
        <Button id="read-notes" kind="quiet" onTap={() => open(pages.notes(notes))}>
          看看园里改了什么
        </Button>
      )}
      <Button id="sent-home" kind="quiet" onTap={() => openTab(tabs.home)}>
        回首页
      </Button>
    </View>
  );
}
