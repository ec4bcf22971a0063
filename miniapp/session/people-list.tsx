import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { asApiError } from '../api/api-error.js';
import { Avatar } from '../ui/avatar.js';
import { Card } from '../ui/card.js';
import { Tag } from '../ui/words.js';
import { toast } from '../ui/toast.js';
import { actingPerson, choose, useSession } from './session-store.js';

/** Everybody bound to this WeChat account; a tap hands the phone over. */
export function PeopleList({ onChosen }: { onChosen?: () => void }) {
  const session = useSession((state) => state.session);
  const [busy, setBusy] = useState(false);
  const acting = actingPerson();
  const hand = async (person: string) => {
    if (busy) return;
    if (person === acting) return onChosen?.();
    setBusy(true);
    try {
      await choose(person);
      onChosen?.();
    } catch (error) {
      toast(asApiError(error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <View>
      {(session?.view.people ?? []).map((person) => (
        <Card
          key={person.token}
          id={`person-${person.token}`}
          label={`我是${person.name}`}
          onTap={() => void hand(person.token)}
        >
          <View className="x-row">
            <Avatar name={person.name} big />
            <View className="x-grow">
              <Text className="x-title">{person.name}</Text>
            </View>
            {person.token === acting ? <Tag tone="work">正在用</Tag> : null}
          </View>
        </Card>
      ))}
    </View>
  );
}
