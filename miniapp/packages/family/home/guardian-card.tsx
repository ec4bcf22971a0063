import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { ChildDetail, GuardianView } from '#shared/people/family.js';
import { relations } from '#shared/people/vocabulary.js';
import type { GuardianshipRight } from '#shared/people/vocabulary.js';
import { unbindGuardian } from '../../../api/binding.js';
import { whyNot } from '../../../api/needs-network.js';
import { Button } from '../../../ui/button.js';
import { Card } from '../../../ui/card.js';
import { ConfirmSheet } from '../../../ui/confirm-sheet.js';
import { toast } from '../../../ui/toast.js';
import { Muted, Tag } from '../../../ui/words.js';

/** The four things, as a family says them. */
const words: Readonly<Record<GuardianshipRight, string>> = {
  authority: '能替孩子做主',
  care: '和孩子住一起',
  contact: '孩子的事会告诉',
  pickup: '能接孩子',
};

interface GuardianCardProps {
  child: ChildDetail;
  guardian: GuardianView;
  onChanged: () => void;
}

/** One of the family, what she may do, and the way out for a phone that was lost. */
export function GuardianCard({ child, guardian, onChanged }: GuardianCardProps) {
  const { person, relation, rights, bound } = guardian;
  const [asking, setAsking] = useState(false);
  const unbind = async () => {
    if (person.token === null) return;
    try {
      await unbindGuardian(child.token, person.token);
      toast('解除了，那部手机看不到了');
      onChanged();
    } catch (error) {
      toast(whyNot(error, 'unbindGuardian'));
    }
  };
  return (
    <Card>
      <View className="x-row x-row--apart x-row--wrap">
        <Text className="x-title">{person.name}</Text>
        <Tag tone="work">{relations[relation]}</Tag>
      </View>
      <Muted>
        {rights.length > 0 ? rights.map(({ right }) => words[right]).join(' · ') : '还没有登记能做什么'}
      </Muted>
      <View>
        <Muted>{bound ? '手机绑好了' : '还没有绑手机'}</Muted>
      </View>
      {child.abilities.unbind && bound && person.token !== null ? (
        <View style={{ marginTop: '12px' }}>
          <Button
            id={`unbind-${person.token}`}
            kind="quiet"
            label={`${person.name}的手机丢了，解除`}
            onTap={() => setAsking(true)}
          >
            手机丢了，解除
          </Button>
        </View>
      ) : null}
      {asking ? (
        <ConfirmSheet
          question={{
            title: `解除${person.name}的手机？`,
            words: '那部手机下次一联网，存着的东西就没有了。以后要用，再绑一次。',
            yes: '解除',
            no: '不解除',
            onYes: () => void unbind(),
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Card>
  );
}
