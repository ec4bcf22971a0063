import Taro, { usePullDownRefresh } from '@tarojs/taro';
import { Text, View } from '@tarojs/components';
import type { ChildCard } from '#shared/people/contract.js';
import { relations } from '#shared/people/vocabulary.js';
import { useGivenChildren, useTaughtChildren } from '../../api/children.js';
import { open, pages } from '../../platform/navigation.js';
import { Gate, type Signed } from '../../session/gate.js';
import { refresh } from '../../session/session-store.js';
import { aloud } from '../../ui/aloud.js';
import { Avatar } from '../../ui/avatar.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { ChildSwitcher, useCurrentChild } from '../../ui/child-switcher.js';
import { Face } from '../../ui/faces.js';
import { Icon } from '../../ui/icon.js';
import { Page } from '../../ui/page.js';
import { QueryView } from '../../ui/query-view.js';
import { Heading, Muted, Tag } from '../../ui/words.js';

/** @param opens whether a tap opens the child's own page */
function Child({ child, opens = false }: { child: ChildCard; opens?: boolean }) {
  const teachers =
    child.classTeachers.length > 0
      ? child.classTeachers.map((name) => (name.endsWith('老师') ? name : `${name}老师`)).join('、')
      : '还没有班主任';
  const room = child.classroom ? child.classroom.name : '还没有分班';
  const relation = child.relation ? `您是${relations[child.relation]}` : null;
  const label = aloud(child.name, relation, child.school.name, room, teachers, '点一下打开');
  return (
    <Card
      id={`child-${child.token}`}
      {...(opens ? { label, onTap: () => open(pages.child(child.token)) } : {})}
    >
      <View className="x-row x-row--top">
        <Avatar name={child.name} big />
        <View className="x-grow">
          <View className="x-row x-row--wrap">
            <Text className="x-title">{child.name}</Text>
            {relation === null ? null : <Tag tone="work">{relation}</Tag>}
          </View>
          <Muted>{child.school.name}</Muted>
          <View className="x-row" style={{ marginTop: '10px' }}>
            <Icon name="people" size="s" />
            <Text className="x-grow">{room}</Text>
          </View>
          <View className="x-row" style={{ marginTop: '6px' }}>
            <Icon name="person" size="s" />
            <Text className="x-grow">{teachers}</Text>
          </View>
        </View>
      </View>
    </Card>
  );
}

/** Children of the reader's own classroom. */
function Taught() {
  const query = useTaughtChildren(true);
  return (
    <View id="taught">
      <Heading>我班上的孩子</Heading>
      <QueryView query={query}>
        {({ items }) => items.map((child) => <Child key={child.token} child={child} opens />)}
      </QueryView>
    </View>
  );
}

/** Children whom schools have given to the reader as 儿童主任. */
function Given() {
  const query = useGivenChildren(true);
  return (
    <View id="given">
      <Heading>交给我的孩子</Heading>
      <QueryView query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Face
              id="given-empty"
              drawing="empty"
              title="现在没有您能看的孩子"
              words="学校把孩子交给您，家里也同意了，名字才会在这里。"
            />
          ) : (
            items.map((child) => <Child key={child.token} child={child} opens />)
          )
        }
      </QueryView>
    </View>
  );
}

function Children({ signed }: { signed: Signed }) {
  const { children } = signed.view;
  const current = useCurrentChild(children);
  const teaches = signed.view.schools.some(({ roles }) => roles.some(({ role }) => role === 'class_teacher'));
  const visits = signed.view.abilities.seeVillage;
  if (visits && children.length === 0 && !teaches) return <Given />;
  if (teaches && children.length === 0) return <Taught />;
  const [first] = children;
  if (first === undefined) {
    return (
      <Face
        id="face-empty"
        drawing="empty"
        title="这里放您的孩子"
        words="您还没有绑定孩子。要绑定，请向老师要一张绑定码。"
      />
    );
  }
  return (
    <View>
      {children.length > 1 ? <ChildSwitcher items={children} /> : null}
      <Child child={current ?? first} />
      <View style={{ margin: '4px 0 16px' }}>
        <Button id="go-family" kind="soft" icon="people" onTap={() => open(pages.family())}>
          {children.length > 1 ? `${(current ?? first).name}的家里人` : '家里人'}
        </Button>
      </View>
      <View style={{ margin: '0 0 16px' }}>
        <Button id="go-consents" kind="soft" icon="hand" onTap={() => open(pages.childConsents())}>
          孩子的事，同不同意
        </Button>
      </View>
      <View style={{ margin: '0 0 16px' }}>
        <Button id="go-bind-more" kind="ghost" icon="scan" onTap={() => open(pages.bindAndReturn)}>
          再绑一个孩子
        </Button>
      </View>
      <Muted>少了谁，或者哪里不对，请告诉班主任。</Muted>
      {teaches ? <Taught /> : null}
      {visits ? <Given /> : null}
    </View>
  );
}

/** 孩子: whose carer I am here, their classroom and teacher. */
export default function ChildrenPage() {
  usePullDownRefresh(() => {
    void refresh().finally(() => Taro.stopPullDownRefresh());
  });
  return (
    <Page title="孩子">
      <Gate>{(signed) => <Children signed={signed} />}</Gate>
    </Page>
  );
}
