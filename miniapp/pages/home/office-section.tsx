import { View } from '@tarojs/components';
import { regionRoles } from '#shared/people/vocabulary.js';
import { useOwnOffices } from '../../api/children.js';
import { openTab, tabs } from '../../platform/navigation.js';
import type { Signed } from '../../session/gate.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { QueryView } from '../../ui/query-view.js';
import { Heading, Muted, Strong } from '../../ui/words.js';

/** What somebody above the schools has here: children given to a 儿童主任, what is handed to a partner, whom she asks. */
export function OfficeSection({ signed }: { signed: Signed }) {
  const query = useOwnOffices();
  const { seeVillage, seeTasks } = signed.view.abilities;
  return (
    <View id="home-office">
      {seeVillage ? (
        <View style={{ margin: '0 0 12px' }}>
          <Button id="go-given" icon="people" onTap={() => openTab(tabs.children)}>
            交给我的孩子
          </Button>
          <View style={{ margin: '8px 4px 0' }}>
            <Muted>学校交给您、家里也同意的孩子，在这里看。</Muted>
          </View>
        </View>
      ) : null}
      {seeTasks ? (
        <Card id="no-tasks">
          <Strong>现在没有交给您的事。</Strong>
          <Muted>心桥里还不能把事情交给合作伙伴。要做什么，请直接问下面的人。</Muted>
        </Card>
      ) : null}
      {seeVillage || seeTasks ? null : (
        <Card id="at-the-computer">
          <Strong>区县的事，请在电脑上打开管理页面办。</Strong>
        </Card>
      )}
      <QueryView query={query}>
        {({ items, contacts }) => (
          <View>
            <Heading>我的岗位</Heading>
            {items.map(({ role, region, fromDay }) => (
              <Muted key={`${role}${region}${fromDay}`}>{`${region} · ${regionRoles[role]}`}</Muted>
            ))}
            <Muted>
              {contacts.length === 0
                ? '有事请找给您账号的人。'
                : `有事请找${[...new Set(contacts.map(({ name, region }) => `${region}的区域管理员${name}`))].join('、')}。`}
            </Muted>
          </View>
        )}
      </QueryView>
    </View>
  );
}
