import { useRouter } from '@tarojs/taro';
import { Text, View } from '@tarojs/components';
import { useMemo } from 'react';
import type { Door } from '../../../api/answers.js';
import { useOpenedCode } from '../../../api/codes.js';
import { Icon } from '../../../ui/icon.js';
import { Page } from '../../../ui/page.js';
import { useOnline } from '../../../ui/use-online.js';
import { Asking } from './asking.js';

/** 问一问: behind a consultation code, for whoever holds it, and for a school's own people. Nobody has to sign in. */
export default function AskPage() {
  const { scene = '', school = '' } = useRouter().params;
  const code = decodeURIComponent(scene);
  const online = useOnline();
  const door = useMemo<Door | null>(
    () => (code !== '' ? { scene: code } : school !== '' ? { school } : null),
    [code, school],
  );
  const { data: opened } = useOpenedCode(code === '' ? null : code);
  const where = opened ? (opened.place?.name ?? opened.classroom?.name ?? opened.school.name) : null;
  return (
    <Page title="问一问" back>
      {opened?.note ? (
        <View id="code-note" className="x-note x-note--warn">
          <Icon name="question" size="s" />
          <Text className="x-grow">{opened.note}</Text>
        </View>
      ) : null}
      {where === null ? null : (
        <View id="ask-where" className="x-row" style={{ margin: '0 4px 4px' }}>
          <Icon name="pin" size="s" />
          <Text className="x-text x-muted">{`您在问：${opened?.school.name === where ? where : `${opened?.school.name ?? ''} · ${where}`}`}</Text>
        </View>
      )}
      <Asking door={door} offlineAtFirst={!online} />
    </Page>
  );
}
