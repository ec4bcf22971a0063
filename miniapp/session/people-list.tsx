import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { PhonePerson } from '#shared/session/contract.js';
import { pictures, type PictureName } from '#shared/session/pictures.js';
import { asApiError } from '../api/api-error.js';
import { whyNot } from '../api/needs-network.js';
import { aloud } from '../ui/aloud.js';
import { Card } from '../ui/card.js';
import { Icon } from '../ui/icon.js';
import { PersonPicture } from '../ui/person-picture.js';
import { Muted, Tag } from '../ui/words.js';
import { toast } from '../ui/toast.js';
import { PinSheet } from './pin-sheet.js';
import { actingPerson, choose, useSession } from './session-store.js';

interface PersonProps {
  person: PhonePerson;
  isActing: boolean;
  onTap: () => void;
}

function Person({ person, isActing, onTap }: PersonProps) {
  const { token, name, picture, hasPin } = person;
  const word = pictures[picture];
  return (
    <Card
      id={`person-${token}`}
      label={aloud(`我是${name}`, `我的图是${word}`, hasPin ? '有图片密码' : '', isActing ? '正在用' : '')}
      onTap={onTap}
    >
      <View className="x-row">
        <PersonPicture picture={picture} big />
        <View className="x-grow">
          <Text className="x-title">{name}</Text>
          <Muted>{word}</Muted>
        </View>
        {hasPin ? <Icon name="lock" size="s" /> : null}
        {isActing ? <Tag tone="work">正在用</Tag> : null}
      </View>
    </Card>
  );
}

/** Everybody bound to this WeChat account, by drawing and name; a tap, and the picture PIN, hand the phone over. */
export function PeopleList({ onChosen }: { onChosen?: () => void }) {
  const session = useSession((state) => state.session);
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState<PhonePerson | null>(null);
  const acting = actingPerson();
  const hand = async (person: PhonePerson, sequence?: PictureName[]) => {
    await choose(person.token, sequence);
    onChosen?.();
  };
  const tap = async (person: PhonePerson) => {
    if (busy) return;
    if (person.token === acting) return onChosen?.();
    if (person.hasPin) return setAsked(person);
    setBusy(true);
    try {
      await hand(person);
    } catch (error) {
      // She set a PIN elsewhere since this list was read.
      if (asApiError(error).code === 'pin_needed') setAsked(person);
      else toast(whyNot(error, 'acting'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <View>
      {(session?.view.people ?? []).map((person) => (
        <Person
          key={person.token}
          person={person}
          isActing={person.token === acting}
          onTap={() => void tap(person)}
        />
      ))}
      {asked ? (
        <PinSheet
          title={`${asked.name}的图片密码`}
          deed="acting"
          onTapped={(sequence) => hand(asked, sequence)}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </View>
  );
}
