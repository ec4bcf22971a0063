import type { ClassifierReport } from '#shared/issues/classifier.js';

/** What was said against what was decided, as a table whose cells are the darker the more there are. */
export function MatrixCard({ report }: { report: ClassifierReport }) {
  const { cells, total } = report;
  const used = new Set(cells.flatMap(({ said, decided }) => [said, decided]));
  const shown = report.categories.filter(({ code, active }) => active || used.has(code));
  const counts = new Map(cells.map(({ said, decided, count }) => [`${said} ${decided}`, count]));
  const most = Math.max(...cells.map(({ count }) => count));
  return (
    <div className="card">
      <h2>它分的，和最后定的</h2>
      <p className="soft">
        {`一共 ${total.of} 件，分对 ${total.right} 件。没人改、办完了的，也算分对。`}
        每一行是最后定的类别，每一列是系统当时分的；深绿是分对的，橙色是分错的。
      </p>
      <div className="matrix-scroll">
        <table className="matrix" data-testid="classifier-matrix">
          <thead>
            <tr>
              <th scope="col" className="matrix-corner">
                最后定的 ＼ 系统分的
              </th>
              {shown.map(({ code, name }) => (
                <th key={code} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((decided) => (
              <tr key={decided.code}>
                <th scope="row">{decided.name}</th>
                {shown.map((said) => {
                  const count = counts.get(`${said.code} ${decided.code}`) ?? 0;
                  const tone = said.code === decided.code ? 'right' : 'wrong';
                  return (
                    <td
                      key={said.code}
                      className={count > 0 ? `matrix-${tone}` : undefined}
                      style={{ '--share': Math.sqrt(count / most) } as React.CSSProperties}
                      title={`系统分的：${said.name}，最后定的：${decided.name}，${count} 件`}
                    >
                      {count > 0 ? count : ''}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
