import { Injectable } from '@nestjs/common';
import { In, LessThan, Not } from 'typeorm';
import type { z } from 'zod';
import type {
  CreateServiceCode,
  OpenedCode,
  ServiceCodePage,
  ServiceCodeQuery,
  ServiceCodeView,
} from '#shared/service-codes/contract.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import { configuredSchoolOf } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { newToken } from '../../platform/database/ids.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { pageFrom, pageLimits } from '../../platform/http/keyset.js';
import { found, ProblemError } from '../../platform/http/problem-error.js';
import { RateLimits } from '../../platform/http/rate-limits.js';
import { CodeSubjects } from './code-subjects.js';
import { ScanCounts } from './scan-counts.js';
import { ServiceCode } from './service-code.entity.js';
import { keepsCodes, mayEnd } from './service-code.policy.js';
import { ServiceCodePresenter } from './service-code.presenter.js';
import { CodeBook } from './service-codes.port.js';

type Written = z.output<typeof CreateServiceCode>;
type Fields = Pick<ServiceCode, 'kind' | 'label' | 'placeId' | 'classroomId' | 'categoryId'>;

/** The printed codes of a school: hung up, taken down, renewed, and opened by whoever scans one. */
@Injectable()
export class ServiceCodesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly subjects: CodeSubjects,
    private readonly presenter: ServiceCodePresenter,
    private readonly scans: ScanCounts,
    private readonly book: CodeBook,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
    private readonly limits: RateLimits,
  ) {}

  async list(
    actor: Actor,
    query: z.infer<typeof ServiceCodeQuery>,
    origin: string,
  ): Promise<z.infer<typeof ServiceCodePage>> {
    const school = configuredSchoolOf(actor, query.school);
    const { after, take } = pageLimits(query);
    const rows = await this.database.read.of(ServiceCode, school).find({
      where: {
        state: query.state === 'active' ? 'active' : Not('active'),
        ...(query.kind ? { kind: query.kind } : {}),
        ...(after === null ? {} : { id: LessThan(after) }),
      },
      order: { id: 'DESC' },
      take,
    });
    const page = pageFrom(rows, query.limit);
    return {
      items: await this.presenter.present(school, page.items, origin),
      nextCursor: page.nextCursor,
    };
  }

  async create(
    actor: Actor,
    schoolToken: string | undefined,
    request: RequestKey,
    input: Written,
    origin: string,
  ): Promise<ServiceCodeView> {
    const school = configuredSchoolOf(actor, schoolToken);
    const { token } = await this.database.write((tx) =>
      this.idempotency.createOnce(tx, scopeOfPerson(actor), request, async () => {
        const fields = await this.subjects.resolve(school, input);
        return (await this.hang(tx, actor, school, fields)).token;
      }),
    );
    return this.show(actor, token, origin);
  }

  /** Takes a code down. Its prints lead to the school's form from now on. */
  async revoke(actor: Actor, token: string, request: RequestKey, origin: string): Promise<ServiceCodeView> {
    const code = await this.load(actor, token);
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await this.end(tx, code, { state: 'revoked' });
        await this.wrote(tx, actor, code, 'revoked');
      }),
    );
    return this.show(actor, token, origin);
  }

  /** Hangs a new code up in the place of one; prints of the old one go on to it. Answers the new one. */
  async renew(actor: Actor, token: string, request: RequestKey, origin: string): Promise<ServiceCodeView> {
    const old = await this.load(actor, token);
    const { token: newest } = await this.database.write((tx) =>
      this.idempotency.createOnce(tx, scopeOfPerson(actor), request, async () => {
        const code = await this.hang(tx, actor, old.schoolId, old);
        await this.end(tx, old, { state: 'renewed', renewedById: code.id });
        await this.wrote(tx, actor, old, 'renewed');
        return code.token;
      }),
    );
    return this.show(actor, newest, origin);
  }

  /** Opens what somebody scanned, and counts that it was scanned. @param ip held in memory only, for the limit */
  async open(scene: string, ip: string): Promise<OpenedCode> {
    await this.limits.scan(ip);
    const followed = await this.book.follow(scene);
    if (!followed)
      throw new ProblemError('not_found', { detail: '这个码认不出来，请再扫一次，或者问问老师。' });
    // Counted where it hangs: that an old print is still being scanned is worth knowing.
    await this.scans.count(followed.scanned);
    return this.presenter.opened(followed);
  }

  /** Codes in the given order. @throws ProblemError `not_found` unless all are of one school that the actor leads */
  async loadAll(
    actor: Actor,
    tokens: readonly string[],
  ): Promise<{ school: SchoolId; codes: ServiceCode[] }> {
    const rows = await this.database.read.acrossSchools(ServiceCode).findBy({ token: In([...tokens]) });
    const codes = tokens.map((token) => found(rows.find((row) => row.token === token)));
    const school = found(codes[0]).schoolId;
    if (!keepsCodes(actor, school) || codes.some((code) => code.schoolId !== school))
      throw new ProblemError('not_found');
    return { school, codes };
  }

  private async load(actor: Actor, token: string): Promise<ServiceCode> {
    return found((await this.loadAll(actor, [token])).codes[0]);
  }

  private async show(actor: Actor, token: string, origin: string): Promise<ServiceCodeView> {
    const { school, codes } = await this.loadAll(actor, [token]);
    return found((await this.presenter.present(school, codes, origin))[0]);
  }

  private async hang(
    tx: Tx,
    actor: Actor,
    school: SchoolId,
    { kind, label, placeId, classroomId, categoryId }: Fields,
  ): Promise<ServiceCode> {
    const code = await tx.of(ServiceCode, school).insert({
      token: newToken(),
      scene: newToken(),
      kind,
      label,
      placeId,
      classroomId,
      categoryId,
      state: 'active',
      renewedById: null,
      createdById: actor.personId,
      createdAt: this.clock.now(),
      endedAt: null,
    });
    await this.wrote(tx, actor, code, 'created');
    return code;
  }

  private async end(
    tx: Tx,
    code: ServiceCode,
    change: { state: 'revoked' } | { state: 'renewed'; renewedById: number },
  ): Promise<void> {
    const ended = { ...change, endedAt: this.clock.now() };
    const table = tx.of(ServiceCode, code.schoolId);
    if (!mayEnd(code) || (await table.update({ id: code.id, state: 'active' }, ended)) !== 1)
      throw new ProblemError('state_conflict', { detail: '这张码已经停用或者换新了，请刷新后再看。' });
  }

  private wrote(tx: Tx, actor: Actor, code: ServiceCode, what: string): Promise<void> {
    return this.audit.wrote(tx, {
      action: `service_code.${what}`,
      actor: byPerson(actor.personId),
      school: code.schoolId,
      subject: { type: 'service_code', id: code.id },
    });
  }
}
