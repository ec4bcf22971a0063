import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { relations } from '#shared/people/vocabulary.js';
import { decideBinding, useWaiting } from '../../../api/binding.js';
import { whyNot } from '../../../api/needs-network.js';
import { Button } from '../../../ui/button.js';
import { Card } from '../../../ui/card.js';
import { toast } from '../../../ui/toast.js';
import { Muted } from '../../../ui/words.js';

/** Those who want to be bound and wait for this guardian's word. Nothing is shown while nobody waits. */
export function Waiting({ school, onChanged }: { school: string; onChanged: () => void }) {
  const query = useWaiting(school);
  const [busy, setBusy] = useState(false);
  const decide = async (token: string, decision: 'approve' | 'refuse') => {
    if (busy) return;
    setBusy(true);
    try {
      await decideBinding(token, decision);
      toast(decision === 'approve' ? '好，绑上了' : '没有让他绑');
    } catch (error) {
      toast(whyNot(error, 'decideBinding'));
    } finally {
      setBusy(false);
      void query.refetch();
      onChanged();
    }
  };
  return (
    <View>
      {(query.data?.items ?? []).map(({ token, name, relation, child }) => (
        <Card key={token} tone="wait">
          <Text className="x-title">{`${name}想看${child.name}的事`}</Text>
          <Muted>{`说自己是孩子的${relations[relation]}。认识才同意。`}</Muted>
          <View className="x-buttons" style={{ marginTop: '12px' }}>
            <Button id={`approve-${token}`} kind="ok" onTap={() => void decide(token, 'approve')}>
              同意
            </Button>
            <Button id={`refuse-${token}`} kind="ghost" onTap={() => void decide(token, 'refuse')}>
              不同意
            </Button>
          </View>
        </Card>
      ))}
    </View>
  );
}
