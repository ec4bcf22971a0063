import type { MonthFigures, ServiceFigures } from '#shared/evaluations/contract.js';
import { Segmented, Table, Tag, type TableColumnsType } from 'antd';
import { useMemo, useState } from 'react';
import { Chart } from '../issues/insight/chart.js';
import { heightFor } from '../issues/insight/chart-options.js';
import { changeOf, facesOption, monthLabel, trendOption } from './trend-options.js';

type Dimension = MonthFigures['dimensions'][number];

const mean = (stars: number): string => stars.toFixed(1);
const columns: TableColumnsType<Dimension> = [
  { title: '方面', dataIndex: 'name' },
  { title: '几家评的', dataIndex: 'count', align: 'right' },
  { title: '平均（满分 5）', dataIndex: 'mean', align: 'right', render: mean },
  {
    title: '不太好和很不好',
    align: 'right',
    render: (_, { tally }) => (tally[0] ?? 0) + (tally[1] ?? 0),
  },
];

/** What families wrote, without order. */
function Words({ words }: { words: ServiceFigures['words'] }) {
  if (words.length === 0) return null;
  return (
    <div data-testid="evaluation-words">
      <h3>家长写的话</h3>
      <p className="soft">凑够五家才放出来，打乱了次序，和分数对不上号。</p>
      {words.map(({ month, items }) => (
        <ul key={month} aria-label={monthLabel(month)}>
          {items.map((text, at) => (
            <li key={`${month}-${at}`} className="words">
              {text}
            </li>
          ))}
        </ul>
      ))}
    </div>
  );
}

function Figures({ figures }: { figures: ServiceFigures }) {
  const { months, words } = figures;
  const newest = months.at(-1);
  const [chosen, choose] = useState(newest?.month);
  const month = months.find((one) => one.month === chosen) ?? newest;
  const trend = useMemo(() => trendOption(months), [months]);
  const faces = useMemo(() => month && facesOption(month), [month]);
  if (!month || !faces) return <p className="soft">还没有凑够五家。凑够了，这里就有数。</p>;
  return (
    <>
      <div className="beside beside--even">
        <Chart option={trend} label="每个月每个方面的平均分" height={280} />
        <div className="stack">
          <Segmented
            aria-label="看哪个月"
            value={month.month}
            onChange={choose}
            options={months.slice(-6).map((one) => ({ value: one.month, label: monthLabel(one.month) }))}
            style={{ alignSelf: 'flex-start' }}
          />
          <Chart
            option={faces}
            label={`${monthLabel(month.month)}每个方面的笑脸`}
            height={heightFor(month.dimensions.length)}
          />
        </div>
      </div>
      <Table<Dimension>
        size="small"
        rowKey="key"
        columns={columns}
        dataSource={[...month.dimensions]}
        pagination={false}
        scroll={{ x: 'max-content' }}
        data-testid="evaluation-table"
      />
      {month.places.length > 0 && (
        <p className="soft">
          {month.places
            .map(({ place, count, mean: stars }) => `${place.name}：${count} 家，平均 ${mean(stars)}`)
            .join('；')}
        </p>
      )}
      <Words words={words} />
    </>
  );
}

/** A service: how it goes from month to month, the faces of one month, and what was written. */
export function ServiceSection({ figures }: { figures: ServiceFigures }) {
  const { service, withheld, months } = figures;
  const newest = months.at(-1);
  const change = changeOf(figures);
  return (
    <section
      className="card stack"
      aria-label={service.name}
      data-testid="evaluation-service"
      data-token={service.token}
    >
      <div className="row">
        <h2>{service.name}</h2>
        {newest && <b data-testid="evaluation-mean">{`${mean(newest.mean)} 分`}</b>}
        {newest && <span className="soft">{`${monthLabel(newest.month)} ${newest.count} 家`}</span>}
        {change !== null && Math.abs(change) >= 0.1 && (
          <Tag
            color={change > 0 ? 'success' : 'warning'}
          >{`比上次${change > 0 ? '高' : '低'} ${Math.abs(change).toFixed(1)}`}</Tag>
        )}
        {!service.active && <Tag>停用了</Tag>}
      </div>
      {withheld ? (
        <p className="soft">办这件事的不到三个人，分数会变成对某一个人的打分，所以不收，也不显示。</p>
      ) : (
        <Figures figures={figures} />
      )}
    </section>
  );
}
