// npm run replay -- --input FILE.jsonl [--limit N] [--url …] [--persona OPENID] [--staff LOGIN --password …]
import { randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { IssueDetail, type CreateIssue } from '#shared/issues/contract.js';
import { Problem } from '#shared/platform/problem.js';
import { SessionView } from '#shared/session/contract.js';
import { demoPassword } from '../demo/demo.types.js';

const usage = `npm run replay -- --input FILE.jsonl [--limit N] [--url http://127.0.0.1:3000]
  [--persona OPENID] [--staff LOGIN] [--password PASSWORD]

Posts the lines {"id", "text", "label"?} of a file as reports of one guardian to a running demo server, and prints one
JSON line for each with what staff then see: category, confidence, alternatives, assignee. A summary goes to stderr.`;

/** Whoever may see the whole board of the demo's kindergarten. */
const demoPrincipal = 'wang.yuanzhang';
/** How often a request that was asked to wait is tried again. */
const patience = 10;

const Line = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  label: z.string().optional(),
});
type Line = z.infer<typeof Line>;

const Persona = z.object({ openid: z.string(), group: z.string().optional(), role: z.string().optional() });
type Persona = z.infer<typeof Persona>;
const Session = SessionView.pick({ token: true, person: true, people: true, schools: true, children: true });
type Session = z.infer<typeof Session>;
const Created = IssueDetail.pick({ token: true });
const Seen = IssueDetail.pick({ category: true, assignee: true, classification: true });
type Seen = z.infer<typeof Seen>;

/** Something the caller can mend; its message is all that is printed. */
class Refusal extends Error {}

interface Options {
  input: string;
  limit: number;
  url: string;
  persona: string | undefined;
  staff: string;
  password: string;
}

interface Tally {
  lines: number;
  posted: number;
  undecided: number;
  hidden: number;
  refused: Map<string, number>;
  confusion: Map<string, Map<string, number>>;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      input: { type: 'string' },
      limit: { type: 'string', default: 'Infinity' },
      url: { type: 'string', default: 'http://127.0.0.1:3000' },
      persona: { type: 'string' },
      staff: { type: 'string', default: demoPrincipal },
      password: { type: 'string', default: demoPassword },
      help: { type: 'boolean', default: false },
    },
  });
  const limit = Number(values.limit);
  if (values.help || values.input === undefined) throw new Refusal(usage);
  if (!(limit > 0)) throw new Refusal(`--limit must be a number above 0.\n\n${usage}`);
  if (!URL.canParse(values.url)) throw new Refusal(`--url is not an address: ${values.url}\n\n${usage}`);
  return {
    ...values,
    input: values.input,
    persona: values.persona,
    limit,
    url: values.url.replace(/\/+$/, ''),
  };
}

/** One request. Waits as long as a 429 asks for; any other refusal becomes a Refusal with the server's own sentence. */
async function ask<T>(
  answer: z.ZodType<T>,
  method: 'GET' | 'POST',
  url: string,
  { token, body }: { token?: string; body?: object } = {},
): Promise<T> {
  for (let tries = 1; ; tries++) {
    const response = await fetch(url, {
      method,
      headers: {
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }).catch(() => {
      throw new Refusal(`No server answers at ${new URL(url).origin}. Start it with: npm start`);
    });
    const content: unknown = await response.json().catch(() => null);
    if (response.status === 429 && tries < patience) {
      await pause(Math.min(Math.max(Number(response.headers.get('retry-after')) || 1, 1), 120) * 1000);
      continue;
    }
    if (!response.ok) throw new Refusal(reasonOf(response.status, content));
    const parsed = answer.safeParse(content);
    if (!parsed.success) throw new Refusal(`${response.status} with an answer of another shape`);
    return parsed.data;
  }
}

function reasonOf(status: number, content: unknown): string {
  const problem = Problem.safeParse(content);
  if (!problem.success) return `${status}`;
  const { code, detail, errors = [] } = problem.data;
  return [`${status} ${code}: ${detail}`, ...errors.map((error) => `${error.path}: ${error.message}`)].join(
    ' · ',
  );
}

function tokenOf(session: Session): string {
  if (session.token === undefined) throw new Refusal('The server gave no session token.');
  return session.token;
}

async function signInAs(options: Options, persona: Persona): Promise<Session> {
  const page = `${options.url}/emulator/api/personas/${encodeURIComponent(persona.openid)}/login-code`;
  const { code } = await ask(z.object({ code: z.string() }), 'POST', page);
  const session = await ask(Session, 'POST', `${options.url}/api/v1/session/wechat`, { body: { code } });
  const [first] = session.people;
  if (session.person !== null || first === undefined) return session;
  // Several people share this phone: act as the first of them, in a session of its own.
  return ask(Session, 'POST', `${options.url}/api/v1/session/acting`, {
    token: tokenOf(session),
    body: { person: first.token },
  });
}

/** Signs in as a guardian with a child at one of the given schools, and says at which. */
async function findReporter(
  options: Options,
  schools: ReadonlySet<string>,
): Promise<{ token: string; school: string }> {
  const personas = await ask(z.array(Persona), 'GET', `${options.url}/emulator/api/personas`);
  const isGuardian = ({ role, group }: Persona): boolean =>
    role === 'guardian' || group === '在家照护人' || group === '家长';
  const { persona: wanted } = options;
  for (const persona of personas) {
    if (wanted === undefined ? !isGuardian(persona) : persona.openid !== wanted) continue;
    const session = await signInAs(options, persona);
    const school = session.children.map((child) => child.school.token).find((token) => schools.has(token));
    if (school !== undefined) return { token: tokenOf(session), school };
  }
  throw new Refusal(`No persona${wanted ? ` ${wanted}` : ''} has a child at a school of ${options.staff}.`);
}

/** A report that this member of staff may not see, such as a diverted one, is posted all the same. */
function hidden(error: unknown): Seen | null {
  if (error instanceof Refusal && error.message.startsWith('404')) return null;
  throw error;
}

function parseLine(text: string): Line {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal('not JSON');
  }
  const line = Line.safeParse(value);
  if (!line.success)
    throw new Refusal(`not {"id", "text", "label"?}: ${z.prettifyError(line.error).split('\n')[0]}`);
  return line.data;
}

function outcome(line: Line, seen: Seen | null): object {
  return {
    id: line.id,
    ...(line.label === undefined ? {} : { label: line.label }),
    category: seen?.category?.code ?? null,
    categoryName: seen?.category?.name ?? null,
    confidence: seen?.classification?.confidence ?? null,
    alternatives: (seen?.classification?.alternatives ?? []).map(({ category, confidence }) => ({
      category: category.code,
      confidence,
    })),
    words: seen?.classification?.words ?? [],
    assignee: seen?.assignee ? { name: seen.assignee.name, role: seen.assignee.role } : null,
  };
}

async function replay(options: Options): Promise<Tally> {
  const file = await open(options.input);
  const tally: Tally = {
    lines: 0,
    posted: 0,
    undecided: 0,
    hidden: 0,
    refused: new Map(),
    confusion: new Map(),
  };
  const staff = await ask(Session, 'POST', `${options.url}/api/v1/session/password`, {
    body: { login: options.staff, password: options.password },
  });
  const reporter = await findReporter(options, new Set(staff.schools.map((school) => school.token)));
  const issues = `${options.url}/api/v1/issues`;
  for await (const text of file.readLines()) {
    if (text.trim() === '') continue;
    if (tally.lines >= options.limit) break;
    tally.lines++;
    try {
      const line = parseLine(text);
      const body: CreateIssue = { clientId: randomUUID(), school: reporter.school, text: line.text };
      const { token } = await ask(Created, 'POST', issues, { token: reporter.token, body });
      tally.posted++;
      const seen = await ask(Seen, 'GET', `${issues}/${token}`, { token: tokenOf(staff) }).catch(hidden);
      count(tally, line, seen);
      console.log(JSON.stringify(outcome(line, seen)));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      tally.refused.set(error.message, (tally.refused.get(error.message) ?? 0) + 1);
      console.error(`line ${tally.lines}: ${error.message}`);
    }
  }
  return tally;
}

function count(tally: Tally, line: Line, seen: Seen | null): void {
  if (seen === null) tally.hidden++;
  else if (seen.category === null) tally.undecided++;
  if (line.label === undefined) return;
  const row = tally.confusion.get(line.label) ?? new Map<string, number>();
  const column = seen === null ? '(hidden)' : (seen.category?.code ?? '(undecided)');
  row.set(column, (row.get(column) ?? 0) + 1);
  tally.confusion.set(line.label, row);
}

function summary(tally: Tally): string {
  const refused = [...tally.refused.values()].reduce((sum, times) => sum + times, 0);
  const share = tally.posted === 0 ? 0 : (100 * tally.undecided) / tally.posted;
  const counts = (row: Map<string, number>): string =>
    [...row]
      .sort((a, b) => b[1] - a[1])
      .map(([name, times]) => `${name} ${times}`)
      .join(', ');
  return [
    `${tally.lines} lines, ${tally.posted} posted, ${refused} refused or skipped`,
    ...[...tally.refused].map(([reason, times]) => `  ${times} × ${reason}`),
    `left to a person (below the threshold): ${tally.undecided} (${share.toFixed(1)} %)`,
    `not visible to this member of staff: ${tally.hidden}`,
    ...[...tally.confusion].map(([label, row]) => `${label} → ${counts(row)}`),
  ].join('\n');
}

try {
  const tally = await replay(readOptions());
  console.error(summary(tally));
  if (tally.posted === 0) process.exitCode = 1;
} catch (error) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const expected = error instanceof Refusal || code === 'ENOENT' || String(code).startsWith('ERR_PARSE_ARGS');
  if (!expected) throw error;
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
