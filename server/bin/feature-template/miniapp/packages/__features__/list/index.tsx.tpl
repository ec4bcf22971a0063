import { Text, View } from '@tarojs/components';
import { use__Features__ } from '../../../api/__features__.js';
import { Gate } from '../../../session/gate.js';
import { Card } from '../../../ui/card.js';
import { Face } from '../../../ui/faces.js';
import { Page } from '../../../ui/page.js';
import { QueryView } from '../../../ui/query-view.js';

function __Features__() {
  return (
    <QueryView query={use__Features__()}>
      {({ items }) =>
        items.length === 0 ? (
          <Face id="face-empty" drawing="empty" title="还没有内容" words="有了会出现在这里。" />
        ) : (
          <View>
            {items.map((item) => (
              <Card key={item.token} id={`__feature__-${item.token}`}>
                <Text className="x-title">{item.title}</Text>
              </Card>
            ))}
          </View>
        )
      }
    </QueryView>
  );
}

export default function __Features__Page() {
  return (
    <Page title="__title__" back>
      <Gate>{() => <__Features__ />}</Gate>
    </Page>
  );
}
