import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { MyBinding } from '#shared/people/binding-contract.js';
import { relations } from '#shared/people/vocabulary.js';
import type { Relation } from '#shared/people/vocabulary.js';
import { bindChild } from '../../../api/binding.js';
import { whyNot } from '../../../api/needs-network.js';
import { useSession } from '../../../session/session-store.js';
import { Button } from '../../../ui/button.js';
import { ChoiceRow } from '../../../ui/choice-row.js';
import { LineField } from '../../../ui/text-area.js';
import { Muted, Wrong } from '../../../ui/words.js';

const choices = Object.entries(relations).map(([value, words]) => ({ value, words }));
const isRelation = (value: string): value is Relation => value in relations;

/** What is asked of whoever holds a child's slip: which child, and who she is. */
export function ChildForm({ code, onDone }: { code: string; onDone: (binding: MyBinding) => void }) {
  const acting = useSession((state) => state.session?.view.person) ?? null;
  const [childName, setChildName] = useState('');
  const [name, setName] = useState('');
  const [relation, setRelation] = useState<Relation | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const own = acting?.name ?? name.trim();
  const ready = childName.trim() !== '' && own !== '' && relation !== null;

  const send = async () => {
    if (relation === null) return;
    setBusy(true);
    setWrong(null);
    try {
      onDone(await bindChild({ code, name: own, childName: childName.trim(), relation }));
    } catch (error) {
      setWrong(whyNot(error, 'childBinding'));
    } finally {
      setBusy(false);
    }
  };

  return (
    <View id="bind-child">
      <View style={{ margin: '16px 4px' }}>
        <Text className="x-title">这是孩子的绑定条</Text>
        <Muted>再说三样，核对一下就好。</Muted>
      </View>
      <LineField
        id="bind-child-name"
        placeholder="孩子叫什么名字"
        value={childName}
        onChange={setChildName}
      />
      <View style={{ margin: '12px 0' }}>
        <ChoiceRow
          id="bind-relation"
          icon="people"
          name="您是孩子的"
          title="您是孩子的谁"
          items={choices}
          value={relation}
          empty="还没有选"
          onPick={(value) => {
            if (isRelation(value)) setRelation(value);
          }}
        />
      </View>
      {acting ? (
        <Muted>{`您是${acting.name}。`}</Muted>
      ) : (
        <LineField id="bind-own-name" placeholder="您自己叫什么名字" value={name} onChange={setName} />
      )}
      <Wrong>{wrong}</Wrong>
      <View style={{ marginTop: '16px' }}>
        <Button
          id="bind-child-send"
          big
          disabled={!ready}
          busy={busy && '正在绑定…'}
          onTap={() => void send()}
        >
          绑定
        </Button>
      </View>
    </View>
  );
}
