import { Text, View } from '@tarojs/components';
import type { ReportPicture } from '#shared/issues/vocabulary.js';
import { calledBy } from '#shared/people/vocabulary.js';
import { useFirstListener, type ListenerQuery } from '../../../api/issues.js';
import { spoken } from '../../../platform/a11y.js';
import { Icon } from '../../../ui/icon.js';
import { useOnline } from '../../../ui/use-online.js';

/** Who hears it first, as one sentence. */
function useListenerWords(picture: ReportPicture | null, where: ListenerQuery): string | null {
  const online = useOnline();
  const { data, isPending } = useFirstListener(picture, where);
  if (picture === null) return null;
  if (picture === 'harm') return '只有安全保护专员会听到。';
  if (data) return `${calledBy(data.role, data.name)}会第一个听。`;
  return online && isPending ? '正在看谁会第一个听…' : '园里指定的人会第一个听。';
}

/** Who will be the first to listen to a recording; said before it goes. */
export function ListenerNote({ picture, where }: { picture: ReportPicture | null; where: ListenerQuery }) {
  const listener = useListenerWords(picture, where);
  if (listener === null) return null;
  return (
    <View
      id="first-listener"
      className="x-note"
      style={{ margin: '12px 0 0' }}
      {...spoken({ role: 'status', live: 'polite' })}
    >
      <Icon name="ear" size="s" />
      <Text className="x-grow">{listener}</Text>
    </View>
  );
}
