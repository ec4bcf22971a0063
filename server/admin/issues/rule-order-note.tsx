/** How the rules are read, in plain words. */
export function RuleOrderNote() {
  return (
    <section className="card" aria-label="规则怎么算">
      <h2>规则怎么算</h2>
      <ol style={{ margin: 0, paddingInlineStart: 22, lineHeight: 1.8 }}>
        <li>对得上的规则里，条件多的先用。一样多时，写了地点的最先，再是班级，再是类别。</li>
        <li>这条规则里的人不在了，或者不能办这件事，就交给它的备份。</li>
        <li>备份也不行，就看下一条对得上的规则。都不行，交给园长/校长：没有一件事会没人管。</li>
      </ol>
    </section>
  );
}
