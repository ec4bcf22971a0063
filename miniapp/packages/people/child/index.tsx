import { useRouter } from '@tarojs/taro';
import { Text, View } from '@tarojs/components';
import { useCallback } from 'react';
import { useChild } from '../../../api/children.js';
import { open, pages } from '../../../platform/navigation.js';
import { Gate } from '../../../session/gate.js';
import { keptHere } from '../../../speech/page-text.js';
import { Avatar } from '../../../ui/avatar.js';
import { Button } from '../../../ui/button.js';
import { Card } from '../../../ui/card.js';
import { Page } from '../../../ui/page.js';
import { QueryView } from '../../../ui/query-view.js';
import { Heading, Muted, Strong } from '../../../ui/words.js';
import { OpenHealth } from './open-health.js';
import { GuardianCard } from './guardian-card.js';

function Child({ token }: { token: string }) {
  const query = useChild(token);
  const { refetch } = query;
  const reload = useCallback(() => void refetch(), [refetch]);
  return (
    <QueryView query={query}>
      {(child) => (
        <View id="child">
          <Card>
            <View className="x-row x-row--top">
              <Avatar name={child.name} big />
              <View className="x-grow">
                <Text className="x-title">{child.name}</Text>
                <Muted>{[child.school.name, child.classroom?.name].filter(Boolean).join(' · ')}</Muted>
              </View>
            </View>
          </Card>
          <OpenHealth child={child} onChanged={reload} />
          {child.health === undefined ? null : (
            <Card id="child-health">
              <Strong>健康情况</Strong>
              {/* Read aloud, it would leave the phone. */}
              <Text className={`x-text ${keptHere}`}>
                {child.health?.words ?? '还没有登记。孩子不舒服，请马上打电话问家里人。'}
              </Text>
            </Card>
          )}
          {child.abilities.manageFamily ? (
            <View style={{ margin: '0 0 16px' }}>
              <Button id="go-consents" kind="soft" icon="hand" onTap={() => open(pages.childConsents(token))}>
                当面问同不同意
              </Button>
            </View>
          ) : null}
          <Heading>家里人</Heading>
          {(child.family?.guardians ?? []).map((guardian, index) => (
            <GuardianCard
              key={guardian.person.token ?? index}
              guardian={guardian}
              onChanged={() => void query.refetch()}
            />
          ))}
          <Muted>打开这一页会记下来，家长看得到。</Muted>
        </View>
      )}
    </QueryView>
  );
}

/** A child's page: who cares for her; and for her class teacher, how their phones behave. */
export default function ChildPage() {
  const { params } = useRouter();
  const token = params.token ?? '';
  return (
    <Page title="孩子" back>
      <Gate>{(signed) => <Child key={`${signed.person.token}.${token}`} token={token} />}</Gate>
    </Page>
  );
}
