import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IssueDetail } from '#shared/issues/contract.js';
import type { ChildDetail, ChildHistory } from '#shared/people/family.js';
import type { ChildPrivate, FoundByPhone } from '#shared/people/private.js';
import { spokenPhone } from '#shared/people/private-numbers.js';
import type { z } from 'zod';
import { writeBackup } from '../../server/src/platform/database/backup-write.js';
import { freeTextOf } from '../../server/src/platform/database/columns.js';
import { cipheredOf, sealingOf } from '../../server/src/platform/database/encrypted-columns.js';
import { onMysql } from '../../server/src/platform/database/engine.js';
import { indexedGrams } from '../../server/src/platform/search/search-index.js';
import { identityOf } from '../http/support/family-scene.js';
import { Village } from '../http/support/village.js';
import type { TestPerson, TestRow } from '../support/factory.js';
import { House } from '../support/house.js';
import { noteMigrations, settingsOf } from './server-process.js';

/** What nobody may read in a dump; each word occurs nowhere else. */
const said = {
  phone: '13907361234',
  identity: identityOf(417),
  address: '枫林垭口七组老槐树旁',
  health: '对芒果过敏蓝色药盒在书包夹层',
  court: '湘07民保令417号撤销监护',
  right: '离婚协议第九条每周六接',
  lifted: '裁定已经撤销复印件在卷',
  report: '龘靐她说叔叔晚上进房间',
  asked: '爩麤是哪一天请您说一说',
  replied: '齾鱻上个礼拜天的夜里',
  diverted: '灪鸜左臂有旧的淤青',
  first: '饕餮孩子身上有伤，说是老师打的',
};
/** Other ways to write a number. */
const spellings = [spokenPhone(`+86${said.phone}`), said.phone.replace(/^(...)(....)/, '$1-$2-')];

let house: House;
let village: Village;
let mother: TestPerson;
let child: TestRow;
let late: string;
let first: string;

beforeAll(async () => {
  house = await House.open();
  await noteMigrations(house);
  village = await Village.build(house);
  const { make } = house;
  const { school, classroom, people } = village;
  const { principal, lead, worker, reporter, teacher } = people;
  child = await make.child(school, classroom);
  mother = await make.guardian(school, child, 'mother', ['authority', 'care', 'contact']);
  const father = await make.guardian(school, child, 'father', ['contact']);
  const done = async (answer: Promise<{ status: number; raw: string }>) => {
    const { status, raw } = await answer;
    if (status > 201) throw new Error(raw);
  };
  const onChild = (who: TestPerson, action: string, body: object) =>
    done(who.api.post(`/children/${child.token}/${action}`, body, { key: `at-rest-${action}` }));
  const day = '2026-03-04';
  await onChild(principal, 'household', { adults: [mother.token], votes: true });
  await onChild(principal, 'phone', { person: mother.token, number: said.phone });
  await onChild(principal, 'identity', { number: said.identity });
  await onChild(teacher, 'address', { address: said.address });
  await onChild(mother, 'health', { words: said.health, after: null });
  const paper = (words: string) => ({ kind: 'court', words });
  const right = { person: mother.token, right: 'pickup', evidence: paper(said.right), fromDay: day };
  await onChild(principal, 'rights', right);
  await onChild(lead, 'bars', { person: father.token, evidence: paper(said.court), fromDay: day });
  await onChild(lead, 'lift-bar', { person: father.token, because: said.lifted });
  // The same number at the school next door.
  const there = await make.child(village.elsewhere);
  const aunt = await make.guardian(village.elsewhere, there, 'aunt');
  await done(
    people.foreign.api.post(`/children/${there.token}/phone`, { person: aunt.token, number: said.phone }),
  );
  // One that is recognised only after a while, and one at the first word.
  late = await village.report(said.report);
  await done(worker.api.post(`/issues/${late}/accept`));
  await done(worker.api.post(`/issues/${late}/ask`, { text: said.asked }, { key: 'at-rest-ask' }));
  await done(reporter.api.post(`/issues/${late}/reply`, { text: said.replied }, { key: 'at-rest-reply' }));
  await done(principal.api.post(`/issues/${late}/divert`, { reason: 'harm', text: said.diverted }));
  const more = { picture: 'harm', school: school.token, child: village.child.token };
  const disclosed = make.report(said.first, more);
  const answer = await reporter.api.post<IssueDetail>('/issues', disclosed);
  first = answer.body.token;
  await house.deliver();
});
afterAll(() => house.close());

/** Every way in which a word may lie in a file. */
function tracesOf(word: string): Buffer[] {
  const escaped = [...word].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  return [
    Buffer.from(word),
    Buffer.from(word, 'utf16le'),
    Buffer.from(escaped),
    Buffer.from(encodeURIComponent(word)),
  ];
}

/** Which words can be read in some bytes. */
function readable(bytes: Buffer): string[] {
  const words = [...Object.values(said), ...spellings];
  const found = words.filter((word) => tracesOf(word).some((trace) => bytes.includes(trace)));
  // The pieces that a diverted report was once found by: those with characters that are nowhere else.
  const rare = [said.report, said.asked, said.replied, said.first].flatMap((word) =>
    indexedGrams([...word].slice(0, 2).join('')).filter((gram) => gram.includes('.')),
  );
  return [...found, ...rare.filter((gram) => bytes.includes(gram))];
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((name) => statSync(name).isFile() && path.basename(name) !== 'secret.key');

describe('who holds a copy without the keys', () => {
  it('would find the words if they were there', () => {
    expect(readable(Buffer.from(JSON.stringify(said)))).toEqual(expect.arrayContaining(Object.values(said)));
    const gram = indexedGrams('龘靐')[0] ?? '';
    expect(readable(Buffer.from(`…${gram}…`))).toEqual([gram]);
  });

  it('reads none of them in the files of the installation, journal and unused pages with them', async () => {
    await house.database.scrub();
    const files = filesBelow(house.env.DATA_DIR);
    if (!onMysql) expect(files.map((file) => path.basename(file))).toContain('xinqiao.sqlite');
    for (const file of files) expect([file, readable(readFileSync(file))]).toEqual([file, []]);
  });

  it('reads none of them in any row of any table, nor in a backup', async () => {
    const { DATABASE_URL: url } = settingsOf(house);
    for (const to of ['folder', 'archive.tar.gz'].map((name) => path.join(house.env.DATA_DIR, name))) {
      const order = {
        url,
        dataDir: house.env.DATA_DIR,
        mediaDir: path.join(house.env.DATA_DIR, 'media'),
        to,
      };
      const { tables } = await writeBackup({
        ...order,
        secretKey: house.env.SECRET_KEY,
        now: house.clock.now(),
      });
      const rows = (name: string) => tables.find((table) => table.name === name)?.rows;
      expect([rows('person_phone'), rows('child_identity'), rows('household_address')]).toEqual([2, 1, 1]);
      const files = to.endsWith('.gz') ? [to] : filesBelow(to);
      for (const file of files) {
        const bytes = readFileSync(file);
        expect([file, readable(to.endsWith('.gz') ? gunzipSync(bytes) : bytes)]).toEqual([file, []]);
      }
    }
  });

  it('cannot tell that two schools know one number', async () => {
    const rows = await house.database.writer.query<{ numberIndex: string }[]>(
      'SELECT numberIndex FROM person_phone',
    );
    expect(new Set(rows.map(({ numberIndex }) => numberIndex)).size).toBe(2);
  });
});

describe('who may see it', () => {
  it('reads it through the program as before', async () => {
    const { lead, principal, reporter } = village.people;
    const seen = await lead.api.get<IssueDetail>(`/issues/${late}`);
    expect(seen.body).toMatchObject({ state: 'diverted', text: said.report });
    const words = seen.body.timeline.map(({ text }) => text);
    expect(words).toEqual(expect.arrayContaining([said.asked, said.replied, said.diverted]));
    expect((await lead.api.get<IssueDetail>(`/issues/${first}`)).body.text).toBe(said.first);
    expect((await reporter.api.get<IssueDetail>(`/issues/${late}`)).body.text).toBe(said.report);
    const details = await principal.api.get<ChildPrivate>(`/children/${child.token}/private`);
    expect(details.body).toEqual({
      identity: said.identity,
      phones: [{ person: { token: mother.token, name: mother.name }, number: `+86${said.phone}` }],
      addresses: [{ household: expect.any(String), address: said.address }],
    });
    const detail = await lead.api.get<ChildDetail>(`/children/${child.token}`);
    expect(JSON.stringify(detail.body.protection)).toContain(said.court);
    const history = await lead.api.get<z.infer<typeof ChildHistory>>(`/children/${child.token}/history`);
    for (const word of [said.court, said.right, said.lifted]) expect(history.raw).toContain(word);
    // The history says that something was changed, not what.
    expect(history.body.items.filter(({ event }) => event === 'private_changed')).toHaveLength(4);
    for (const word of [said.phone, said.identity, said.address]) {
      expect(history.raw).not.toContain(word);
      expect(detail.raw).not.toContain(word);
    }
  });

  it('finds a guardian by her number, however it is written, and only where she may look', async () => {
    const { principal, teacher, otherTeacher, foreign, worker } = village.people;
    const find = (who: TestPerson, number: string) =>
      who.api.post<FoundByPhone>('/roster/by-phone', { number });
    for (const number of [said.phone, `+86 ${spellings[0]}`, '１３９０７３６１２３４', `0086${said.phone}`])
      expect((await find(principal, number)).body.items).toEqual([
        {
          person: { token: mother.token, name: mother.name },
          children: [expect.objectContaining({ token: child.token })],
        },
      ]);
    expect((await find(teacher, said.phone)).body.items).toHaveLength(1);
    expect((await find(otherTeacher, said.phone)).body.items).toEqual([]);
    expect((await find(foreign, said.phone)).body.items[0]?.person.token).not.toBe(mother.token);
    expect((await find(principal, '13907361235')).body.items).toEqual([]);
    expect((await find(principal, '1390736')).status).toBe(400);
    expect((await find(worker, said.phone)).status).toBe(403);
  });

  it('is told of a number that stands elsewhere already, and can take everything away again', async () => {
    const { principal } = village.people;
    const path = `/children/${village.child.token}/identity`;
    const twice = await principal.api.post(path, { number: said.identity });
    expect([twice.status, twice.body['code']]).toEqual([409, 'already_exists']);
    const wrong = await principal.api.post(path, { number: '43072520200101417X' });
    expect([wrong.status, wrong.raw]).toEqual([400, expect.stringContaining('身份证号不对')]);
    const on = (action: string, body: object) =>
      principal.api.post(`/children/${child.token}/${action}`, body);
    await on('phone', { person: mother.token, number: '0736-6621 234' });
    const changed = await principal.api.get<ChildPrivate>(`/children/${child.token}/private`);
    expect(changed.body.phones.map(({ number }) => spokenPhone(number))).toEqual(['0736-6621234']);
    await on('phone', { person: mother.token, number: null });
    await on('identity', { number: null });
    await on('address', { address: null });
    const emptied = await principal.api.get<ChildPrivate>(`/children/${child.token}/private`);
    expect(emptied.body).toEqual({ identity: null, phones: [], addresses: [] });
  });
});

/**
 * Columns with free text that lie plain, each with the reason. A new one has to be listed here, or be `Encrypted`:
 * phones, identity numbers, addresses and words of the protection class always are.
 */
const name = 'a name, of the basic class: it is searched, sorted and shown in every list';
const setUp = 'what the school sets up for itself, about nobody';
const codes = 'ids, codes and numbers only; another test holds events and messages to that';
const published = 'what the school tells everybody, free of personal details by its own check';
const office = 'why somebody got or left an office: about her work, and about no child';
const hashed = 'a hash that cannot be turned back (argon2id)';
const plainText: Readonly<Record<string, string>> = {
  'audit.fields': codes,
  'binding_request.childName': name,
  'binding_request.doubts': codes,
  'binding_request.name': name,
  'binding_request.othersSeen': codes,
  'break_glass.fields': codes,
  'calendar_day.name': setUp,
  'category.name': setUp,
  'child.name': name,
  'classification.alternatives': codes,
  'classifier_model.metrics': codes,
  'classroom.name': setUp,
  'consent_text.lines': published,
  'consent_text.noWords': published,
  'consent_text.yesWords': published,
  'evaluated_service.dimensions': setUp,
  'evaluated_service.name': setUp,
  'evaluated_service.placeIds': codes,
  'evaluation_note.done': published,
  'evaluation_note.said': published,
  'evaluation_note.services': published,
  'evaluation_tally.tallies': codes,
  'installation.value': 'facts of the installation, about nobody',
  'left_behind_finding.facts': 'yes, no and a number of months; the counts ask for the result',
  'outbox.payload': codes,
  'outbox.reason': 'an answer of WeChat, in our own words',
  'password_login.hash': hashed,
  'person.name': name,
  'picture_pin.hash': hashed,
  'place.name': setUp,
  'published_answer.keywords': published,
  'published_answer.question': published,
  'published_answer.text': published,
  'published_answer_version.confirmed': codes,
  'published_answer_version.keywords': published,
  'published_answer_version.question': published,
  'published_answer_version.text': published,
  'region.name': setUp,
  'region_role.because': office,
  'region_role.endedBecause': office,
  'saved_filter.name': 'what a member of staff calls her own view of the board',
  'saved_filter.query': 'the filters of such a view, about no report in particular',
  'school.name': setUp,
  'school_setting.value': setUp,
  'school_term.name': setUp,
  'school_week.periods': setUp,
  'service_code.label': setUp,
  'session.device': 'what a browser calls itself, e.g. Windows · Edge',
  'staff_nickname.name': name,
  'staff_role.because': office,
  'staff_role.endedBecause': office,
  'timeline_event.payload': codes,
  'timer.lastError': 'the kind of an error, without what anybody wrote',
};

describe('every column with free text', () => {
  it('is encrypted, or lies plain for a reason', () => {
    const tables = house.database.writer.entityMetadatas;
    const plain = tables.flatMap((metadata) =>
      [...freeTextOf(metadata.target as object)].map((property) => `${metadata.tableName}.${property}`),
    );
    expect(plain.sort()).toEqual(Object.keys(plainText).sort());
    expect(Object.entries(plainText).filter(([, reason]) => reason.length < 10)).toEqual([]);
    const closed = tables.flatMap((metadata) => [
      ...(sealingOf(metadata)?.columns ?? []).map(({ name }) => name),
      ...cipheredOf(metadata).map(({ column }) => `${metadata.tableName}.${column.databaseName}`),
    ]);
    expect(closed).toEqual(
      expect.arrayContaining([
        'content.body',
        'bar_order.evidence',
        'bar_order.liftedBecause',
        'guardianship_right.evidence',
        'person_phone.number',
        'child_identity.number',
        'household_address.address',
        'child_health.words',
        'sealed_reporter.cipher',
        'evaluation_box.content',
      ]),
    );
  });

  it('is declared by the words of columns.ts, so that none is overlooked', () => {
    const long = house.database.writer.entityMetadatas.flatMap(({ columns, target, tableName }) =>
      columns
        .filter(
          ({ type, propertyName }) => type === 'text' && !freeTextOf(target as object).has(propertyName),
        )
        .map(({ propertyName }) => `${tableName}.${propertyName}`),
    );
    const known = house.database.writer.entityMetadatas.flatMap((metadata) => [
      ...(sealingOf(metadata)?.columns ?? []).map(({ name }) => name),
      ...cipheredOf(metadata).map(({ column }) => `${metadata.tableName}.${column.databaseName}`),
    ]);
    expect(long.sort()).toEqual(known.sort());
  });
});
