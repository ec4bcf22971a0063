import { atRest } from './databases.js';
import type { BenchDatabases } from './databases.js';
import { LoadGenerator, startOurs } from './processes.js';
import type { Measured } from './processes.js';
import { median, rounded, sayRows, sayWork } from './report.js';
import type { Sizes } from './sizes.js';
import { deepen, widen } from './town-growth.js';
import { screens } from './works.js';
import type { Material } from './works.js';

type BuildTown = (name: string) => Promise<{ url: string; material: Material }>;

/**
 * The same screens of the same people, before and after a school has grown and after others have come. The towns stand
 * beside each other and are asked in turn, so that the machine's other work weighs on all of them.
 */
export async function measureGrowth(
  sizes: Sizes,
  databases: BenchDatabases,
  build: BuildTown,
  note: (text: string) => void,
): Promise<void> {
  note('building a small town …');
  const small = await build('small');
  note(`building one of ${sizes.mostIssues} issues …`);
  const deep = await build('deep');
  await databases.asked(deep.url, (connection) => deepen(connection, sizes.issues, sizes.mostIssues));
  note(`building one of ${sizes.schools} schools …`);
  const wide = await build('wide');
  await databases.asked(wide.url, (connection) => widen(connection, sizes.issues, sizes.schools));
  const towns: { server: Measured; material: Material }[] = [];
  const generator = new LoadGenerator();
  try {
    for (const { url, material } of [small, deep, wide]) {
      const server = await startOurs(url);
      towns.push({ server, material });
      await databases.asked(url, atRest);
    }
    const lines = [];
    for (const screen of screens) {
      note(`${screen} …`);
      const p50s: number[][] = towns.map(() => []);
      const ask = ({ server, material }: (typeof towns)[number], requests: number) =>
        generator.run({
          kind: screen,
          port: server.port,
          material,
          concurrency: 1,
          requests,
          milliseconds: sizes.milliseconds,
        });
      for (const town of towns) await ask(town, sizes.warmUp);
      for (let round = 0; round < sizes.rounds * 3; round++)
        for (const [at, town] of towns.entries())
          p50s[at]?.push((await ask(town, Math.ceil(sizes.requests / 6))).p50);
      const [base = 0, grown = 0, among = 0] = p50s.map(median);
      lines.push({
        growth: screen,
        /** Milliseconds, median. */
        small: rounded(base),
        issues: { from: sizes.issues, to: sizes.mostIssues, ratio: rounded(grown / base, 2) },
        schools: { from: 1, to: sizes.schools, ratio: rounded(among / base, 2) },
      });
      sayWork(lines.at(-1), sizes.json);
    }
    if (!sizes.json)
      sayRows([
        ['screen', 'ms', 'issues ×', 'schools ×'],
        ...lines.map((line) => [line.growth, line.small, line.issues.ratio, line.schools.ratio]),
      ]);
  } finally {
    generator.stop();
    for (const { server } of towns) await server.stop();
  }
}
