import type { ClassifierReport } from '#shared/issues/classifier.js';

type Step = ClassifierReport['reliability'][number];

/** Fewer cases say nothing about how honest a confidence is. */
const fewest = 10;
/** Within so many percent it said what was true. */
const near = 10;
const percent = (share: number): number => Math.round(share * 100);

/** What it is called when so sure turned out to be right so often. */
function verdictOf({ said, right }: Step): string {
  if (right.of < fewest) return '件数少，看不准';
  const difference = percent(said) - percent(right.right / right.of);
  if (Math.abs(difference) <= near) return '说得准';
  return difference > 0 ? '说得太满' : '说得太小心';
}

/** Whether what it says with so much confidence is right as often. */
export function ReliabilityCard({ steps }: { steps: readonly Step[] }) {
  return (
    <div className="card">
      <h2>说有九成把握的，九成对了吗？</h2>
      <table className="reliability" data-testid="classifier-reliability">
        <thead>
          <tr>
            <th scope="col">它说有几成把握</th>
            <th scope="col">真的对了几成</th>
            <th scope="col">看下来</th>
          </tr>
        </thead>
        <tbody>
          {[...steps].reverse().map((step) => {
            const { from, to, said, right } = step;
            const share = right.right / right.of;
            return (
              <tr key={from}>
                <th scope="row">{`${percent(from)}%～${percent(to)}%`}</th>
                <td>
                  <div className="reliability-bar" aria-hidden="true">
                    <span className="reliability-right" style={{ width: `${percent(share)}%` }} />
                    <span className="reliability-said" style={{ left: `${percent(said)}%` }} />
                  </div>
                  {`${right.of} 件对了 ${right.right} 件，${percent(share)}%`}
                </td>
                <td>{verdictOf(step)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="soft">绿条是真的对了多少，竖线是它自己说有多少把握。两个对得上，就是说得准。</p>
    </div>
  );
}
