import { useDidShow } from '@tarojs/taro';
import { Text, View } from '@tarojs/components';
import type { SessionView } from '#shared/session/contract.js';
import { useOverview } from '../../api/overview.js';
import { open, pages } from '../../platform/navigation.js';
import { aloud } from '../../ui/aloud.js';
import { Card } from '../../ui/card.js';
import { Icon } from '../../ui/icon.js';
import { QueryView } from '../../ui/query-view.js';
import { Tap } from '../../ui/tap.js';
import { Heading, Muted, Strong } from '../../ui/words.js';
import { ledSchools, overviewLines, type OverviewLine } from './overview-lines.js';

function Line({ id, line }: { id: string; line: OverviewLine }) {
  const { words, count, longest, elsewhere } = line;
  return (
    <View id={id} className="x-rows__row" style={{ padding: '8px 0' }}>
      <View className="x-row x-row--apart">
        <Text className="x-grow">{words}</Text>
        <Strong>{count}</Strong>
      </View>
      {longest ? (
        <Tap
          id={`${id}-longest`}
          className="x-line"
          label={aloud('等得最久的', longest.title, '点一下打开')}
          onTap={() => open(pages.issue(longest.token))}
        >
          <View className="x-grow">
            <Muted>等得最久的</Muted>
            <Text className="x-clamp">{longest.title}</Text>
          </View>
          <Icon name="right" size="s" />
        </Tap>
      ) : null}
      {elsewhere === null ? null : <Muted>{elsewhere}</Muted>}
    </View>
  );
}

/** `suffix` keeps the ids apart where somebody leads several schools. */
function OfSchool({ school, title, suffix }: { school: string; title: string; suffix: string }) {
  const query = useOverview(school);
  // The first request may still be on its way: it is not asked twice.
  useDidShow(() => void query.refetch({ cancelRefetch: false }));
  return (
    <View id={`overview-card${suffix}`}>
      <Heading>{title}</Heading>
      <QueryView query={query}>
        {(data) => {
          const lines = overviewLines(data);
          if (lines.length === 0) return <Muted>都有人在办。</Muted>;
          return (
            <Card>
              {lines.map((line) => (
                <Line key={line.kind} id={`overview-${line.kind}${suffix}`} line={line} />
              ))}
            </Card>
          );
        }}
      </QueryView>
    </View>
  );
}

/** 今天要看的: what waits for somebody at the schools that this person leads. Others see nothing and ask nothing. */
export function OverviewCard({ view }: { view: SessionView }) {
  const led = ledSchools(view);
  const several = led.length > 1;
  return (
    <>
      {led.map(({ token, name }) => (
        <OfSchool
          key={token}
          school={token}
          title={several ? `${name}，今天要看的` : '今天要看的'}
          suffix={several ? `-${token}` : ''}
        />
      ))}
    </>
  );
}
