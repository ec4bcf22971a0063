import { Injectable } from '@nestjs/common';
import { ProblemError } from '../http/problem-error.js';
import { schoolOf } from './actor.js';
import type { Actor, SchoolRef } from './actor.js';

/** The school where a printed code hangs, or null for what no school ever printed. */
type CodeSource = (code: string) => Promise<SchoolRef | null>;

/** Which school somebody may speak to: one she belongs to, or the one whose printed code she holds. */
@Injectable()
export class SchoolDoor {
  private source: CodeSource = () => Promise.resolve(null);

  /** Where codes are looked up; the platform prints none. */
  resolveWith(source: CodeSource): void {
    this.source = source;
  }

  /** The school where a printed code hangs; null for what no school ever printed. */
  behind(code: string): Promise<SchoolRef | null> {
    return this.source(code);
  }

  /**
   * @param token the school as the request names it
   * @param code the printed code that was scanned
   * @throws ProblemError `invalid_input` for a code that is unknown or of another school than the named one, alike;
   *   without a code what `schoolOf` throws
   */
  async enter(actor: Actor, token: string | undefined, code: string | null | undefined): Promise<SchoolRef> {
    if (code === null || code === undefined) return schoolOf(actor, token);
    const school = await this.source(code);
    if (school && (token === undefined || token === school.token)) return school;
    throw new ProblemError('invalid_input', {
      errors: [{ path: 'code', message: '这个码认不出来，请重新扫一次' }],
    });
  }
}
