import { useRouter } from '@tarojs/taro';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { ReaderLine } from '#shared/consents/child-contract.js';
import { fieldClasses } from '#shared/people/field-classes.js';
import { useChildReaders } from '../../../api/child-consents.js';
import { Gate } from '../../../session/gate.js';
import { Button } from '../../../ui/button.js';
import { Card } from '../../../ui/card.js';
import { Face } from '../../../ui/faces.js';
import { Page } from '../../../ui/page.js';
import { QueryView } from '../../../ui/query-view.js';
import { Asked } from '../../../ui/simple.js';
import { Heading, Muted } from '../../../ui/words.js';

/** 2026-11-20 → 11月20日. */
const dayWords = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

function Reader({ line }: { line: ReaderLine }) {
  const classes = line.fields.map((one) => `${fieldClasses[one]}情况`).join('、');
  return (
    <View className="x-line">
      <View className="x-grow">
        <Text className="x-text x-strong">{`${line.role} ${line.who}`}</Text>
        <Muted>
          {[line.times > 1 ? `${line.what}，${line.times} 次` : line.what, classes]
            .filter(Boolean)
            .join(' · ')}
        </Muted>
      </View>
    </View>
  );
}

function Readers({ token }: { token: string }) {
  const [cursor, setCursor] = useState<string | null>(null);
  const query = useChildReaders(token, cursor);
  return (
    <View id="readers">
      <Asked
        id="readers-hear"
        words="谁看过我孩子的资料"
        more="每看一次都记下来。有些保护孩子的事，法律不让写在这里。"
      />
      <QueryView query={query}>
        {({ items, nextCursor }) => {
          const days = [...new Set(items.map((line) => line.day))];
          return (
            <View>
              {items.length === 0 ? (
                <Face id="face-empty" drawing="empty" title="这里没有人看过" words="有人看了，会写在这里。" />
              ) : null}
              {days.map((day) => (
                <View key={day}>
                  <Heading>{dayWords(day)}</Heading>
                  <Card>
                    {items
                      .filter((line) => line.day === day)
                      .map((line) => (
                        <Reader key={`${line.who}${line.what}${line.fields.join()}`} line={line} />
                      ))}
                  </Card>
                </View>
              ))}
              {nextCursor ? (
                <Button id="readers-more" kind="soft" onTap={() => setCursor(nextCursor)}>
                  再早一些的
                </Button>
              ) : null}
              {cursor === null ? null : (
                <Button id="readers-newest" kind="quiet" onTap={() => setCursor(null)}>
                  回到最近的
                </Button>
              )}
            </View>
          );
        }}
      </QueryView>
    </View>
  );
}

/** 谁看过我孩子的资料. */
export default function ReadersPage() {
  const { params } = useRouter();
  return (
    <Page title="谁看过" back>
      <Gate>{(signed) => <Readers key={signed.person.token} token={params.token ?? ''} />}</Gate>
    </Page>
  );
}
