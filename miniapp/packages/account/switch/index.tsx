import { View } from '@tarojs/components';
import { openTab, tabs } from '../../../platform/navigation.js';
import { PeopleList } from '../../../session/people-list.js';
import { Page } from '../../../ui/page.js';
import { Muted } from '../../../ui/words.js';

/** 谁在用手机: hands a shared phone to somebody else. */
export default function SwitchPage() {
  return (
    <Page title="谁在用手机？" back>
      <View style={{ margin: '4px 4px 14px' }}>
        <Muted>点一下自己的图，只会看到自己的事。没送出去的，会用写的人的名字接着发。</Muted>
      </View>
      <PeopleList onChosen={() => openTab(tabs.home)} />
    </Page>
  );
}
