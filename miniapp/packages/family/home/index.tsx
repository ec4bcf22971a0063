import { useRouter } from '@tarojs/taro';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { useChildFamily } from '../../../api/binding.js';
import { Gate } from '../../../session/gate.js';
import { ChildSwitcher, useCurrentChild } from '../../../ui/child-switcher.js';
import { Button } from '../../../ui/button.js';
import { Card } from '../../../ui/card.js';
import { Page } from '../../../ui/page.js';
import { QueryView } from '../../../ui/query-view.js';
import { Heading, Muted, Strong } from '../../../ui/words.js';
import { CodeSheet } from './code-sheet.js';
import { HealthCard } from './health-card.js';
import { GuardianCard } from './guardian-card.js';
import { Waiting } from './waiting.js';

function Family({ token }: { token: string }) {
  const query = useChildFamily(token);
  const [showing, setShowing] = useState(false);
  const reload = () => void query.refetch();
  return (
    <QueryView query={query}>
      {(child) => (
        <View id="family">
          <Heading>{`${child.name}的家里人`}</Heading>
          {child.family ? null : <Muted>您能看到孩子的事，家里人的安排请问孩子的爸爸妈妈。</Muted>}
          {child.abilities.invite ? <Waiting school={child.school.token} onChanged={reload} /> : null}
          {child.family?.guardians.map((guardian) => (
            <GuardianCard
              key={guardian.person.token ?? guardian.person.name}
              child={child}
              guardian={guardian}
              onChanged={reload}
            />
          ))}
          {child.family?.villageOfficers.map(({ person, fromDay, sees }) => (
            <Card key={`${person.name}${fromDay}`} id="village-officer">
              <Strong>{`学校把孩子交给了儿童主任${person.name}`}</Strong>
              <Muted>
                {sees
                  ? '看得到孩子是谁、家里有谁。不想给看，就在“孩子的事，同不同意”里收回关爱档案。'
                  : '现在看不到孩子。家里同意关爱档案以后才看得到。'}
              </Muted>
            </Card>
          ))}
          <HealthCard child={child} onChanged={reload} />
          {child.abilities.invite || child.abilities.bindFaceToFace ? (
            <Button id="new-code" icon="people" big onTap={() => setShowing(true)}>
              {child.abilities.bindFaceToFace ? '当面帮家人绑定' : '请家人来绑定'}
            </Button>
          ) : null}
          {showing ? (
            <CodeSheet
              child={child}
              onClose={() => {
                setShowing(false);
                reload();
              }}
            />
          ) : null}
        </View>
      )}
    </QueryView>
  );
}

/** 家里人: who may do what for a child, whom to let in, and whose lost phone to take off. */
export default function FamilyPage() {
  const { params } = useRouter();
  return (
    <Page title="家里人" back>
      <Gate>
        {({ view }) => (params.token ? <Family token={params.token} /> : <OwnFamily items={view.children} />)}
      </Gate>
    </Page>
  );
}

/** The family of the child that the screens are about; with several children a tap changes her. */
function OwnFamily({ items }: { items: Parameters<typeof useCurrentChild>[0] }) {
  const current = useCurrentChild(items);
  if (!current) return <Muted>您还没有绑定孩子。</Muted>;
  return (
    <View>
      {items.length > 1 ? <ChildSwitcher items={items} /> : null}
      <Family token={current.token} />
    </View>
  );
}
