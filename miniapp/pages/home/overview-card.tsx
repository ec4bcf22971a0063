import { Text, View } from '@tarojs/components';
import type { HomeView } from '#shared/home/contract.js';
import type { SessionView } from '#shared/session/contract.js';
import { open, pages } from '../../platform/navigation.js';
import { aloud } from '../../ui/aloud.js';
import { Card } from '../../ui/card.js';
import { Icon } from '../../ui/icon.js';
import { Tap } from '../../ui/tap.js';
import { Heading, Muted, Strong } from '../../ui/words.js';
import { overviewLines, type OverviewLine } from './overview-lines.js';

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

interface OfSchoolProps {
  overview: HomeView['overviews'][number];
  title: string;
  /** Keeps the ids apart where somebody leads several schools. */
  suffix: string;
}

function OfSchool({ overview, title, suffix }: OfSchoolProps) {
  const lines = overviewLines(overview);
  return (
    <View id={`overview-card${suffix}`}>
      <Heading>{title}</Heading>
      {lines.length === 0 ? (
        <Muted>都有人在办。</Muted>
      ) : (
        <Card>
          {lines.map((line) => (
            <Line key={line.kind} id={`overview-${line.kind}${suffix}`} line={line} />
          ))}
        </Card>
      )}
    </View>
  );
}

interface OverviewCardProps {
  overviews: HomeView['overviews'];
  schools: SessionView['schools'];
}

/** 今天要看的: what waits for somebody at the schools that this person leads. */
export function OverviewCard({ overviews, schools }: OverviewCardProps) {
  const several = overviews.length > 1;
  const nameOf = (token: string) => schools.find((school) => school.token === token)?.name ?? '';
  return (
    <>
      {overviews.map((overview) => (
        <OfSchool
          key={overview.school}
          overview={overview}
          title={several ? `${nameOf(overview.school)}，今天要看的` : '今天要看的'}
          suffix={several ? `-${overview.school}` : ''}
        />
      ))}
    </>
  );
}
