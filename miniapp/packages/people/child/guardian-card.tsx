import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { GuardianView } from '#shared/people/family.js';
import { relations } from '#shared/people/vocabulary.js';
import { asApiError } from '../../../api/api-error.js';
import { arrangePreferences } from '../../../api/children.js';
import { Button } from '../../../ui/button.js';
import { Card } from '../../../ui/card.js';
import { toast } from '../../../ui/toast.js';
import { Muted, Tag } from '../../../ui/words.js';
import { FaceToFace } from './face-to-face.js';

function whatFor({ livesWithChild, mayCollect }: GuardianView): string {
  return [livesWithChild ? '和孩子住一起' : null, mayCollect ? '可以接孩子' : null]
    .filter(Boolean)
    .join(' · ');
}

interface GuardianCardProps {
  guardian: GuardianView;
  onChanged: () => void;
}

/** Somebody of the family; whoever may, sets the big buttons for her here. */
export function GuardianCard({ guardian, onChanged }: GuardianCardProps) {
  const { person, relation, preferences } = guardian;
  const { token, name } = person;
  const [busy, setBusy] = useState(false);
  const [talking, setTalking] = useState(false);
  const simple = preferences?.simpleMode === true;
  const arrange = async () => {
    if (busy || token === null) return;
    setBusy(true);
    try {
      await arrangePreferences(token, { simpleMode: !simple });
      toast(simple ? `${name}下次打开，是字多的样子` : `${name}下次打开，就是大按钮`);
      onChanged();
    } catch (error) {
      toast(asApiError(error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card>
      <View className="x-row x-row--apart x-row--wrap">
        <Text className="x-title">{name}</Text>
        <Tag tone="work">{relations[relation]}</Tag>
      </View>
      <Muted>{whatFor(guardian)}</Muted>
      {token !== null && preferences !== null ? (
        <View className="x-stack" style={{ marginTop: '12px' }}>
          <Button
            id={`simple-${token}`}
            kind={simple ? 'ghost' : 'soft'}
            icon={simple ? 'ok' : 'size'}
            label={simple ? `${name}用的是大按钮，换回字多的` : `给${name}换成大按钮`}
            busy={busy && '正在换…'}
            onTap={() => void arrange()}
          >
            {simple ? '用的是大按钮，换回字多的' : `给${name}换成大按钮`}
          </Button>
          <Button
            id={`talk-${token}`}
            kind="quiet"
            label={`和${name}当面说好“读给我听”`}
            onTap={() => setTalking(true)}
          >
            当面说好“读给我听”
          </Button>
        </View>
      ) : null}
      {talking && token !== null ? (
        <FaceToFace guardian={token} name={name} onClose={() => setTalking(false)} />
      ) : null}
    </Card>
  );
}
