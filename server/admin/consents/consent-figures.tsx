import type { ConsentFigures } from '#shared/consents/child-contract.js';
import { childConsentStates, childPurposes } from '#shared/consents/child-purposes.js';
import { keysOf } from '#shared/platform/keys.js';
import { Table } from 'antd';
import { noteOf } from './consent-words.js';

/** How many children stand where, purpose by purpose, and the one figure that consent decides about. */
export function ConsentFiguresCard({ figures }: { figures: ConsentFigures }) {
  const { counted, notCounted, leftBehind } = figures.leftBehind;
  return (
    <section className="card stack" data-testid="consent-figures">
      <h2>一共 {figures.children} 个孩子</h2>
      <Table
        rowKey="purpose"
        size="small"
        dataSource={figures.states}
        pagination={false}
        scroll={{ x: 'max-content' }}
        columns={[
          {
            title: '什么事',
            render: (_, { purpose }) => `${childPurposes[purpose].title}${noteOf(purpose)}`,
          },
          ...keysOf(childConsentStates).map((state) => ({
            title: childConsentStates[state],
            dataIndex: state,
          })),
        ]}
      />
      <p data-testid="left-behind-figure">
        留守儿童：
        {leftBehind === null ? '人数太少，不写出来，免得猜到是谁' : `${leftBehind} 个`}
        。同意统计的 {counted} 个孩子里数的，另外 {notCounted} 个没有算进去。
      </p>
    </section>
  );
}
