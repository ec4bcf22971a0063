import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Keyring } from '../../platform/auth/keyring.js';
import type { Tx } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { counted, emptyBox, putIn, takeOut } from './ballot-box.js';
import type { Ballot, Batch, BoxContent } from './ballot-box.js';
import { EvaluatedService, EvaluationBox, EvaluationTally, EvaluationWords } from './evaluation.entity.js';

const purpose = 'evaluation-box';
/** Boxes are filled up to a multiple of so many characters, so that their size does not tell how many answers lie in them. */
const sizeStep = 4096;

/**
 * The ballot boxes. An answer is never a row: it is put into the encrypted box of its service, and leaves it only as a
 * number in a sum, together with those of four other families at least.
 */
@Injectable()
export class EvaluationBoxes {
  constructor(private readonly keyring: Keyring) {}

  /** Sets up the box of a new service. */
  async setUp(tx: Tx, school: SchoolId, { id, form }: Pick<EvaluatedService, 'id' | 'form'>): Promise<void> {
    const content = this.sealed(emptyBox(id, form));
    await tx.of(EvaluationBox, school).insert({ serviceId: id, content });
  }

  /** Puts an answer in, and counts what may be counted by now. */
  async put(tx: Tx, { id, schoolId, form }: EvaluatedService, ballot: Ballot, text: string): Promise<void> {
    const table = tx.of(EvaluationBox, schoolId);
    // Writing first makes whoever comes at the same moment wait here, and read what we leave.
    await table.update({ serviceId: id }, { serviceId: id });
    const box = await table.findOne({ serviceId: id });
    if (!box) throw new Error('A service has no box');
    const { month } = ballot;
    const known = await tx.of(EvaluationTally, schoolId).exists({ serviceId: id, month });
    const { batches, words, left } = takeOut(putIn(this.opened(box, id), form, ballot, text), month, known);
    for (const batch of batches) await this.count(tx, schoolId, id, month, batch);
    await tx.of(EvaluationWords, schoolId).insertMany(words.map((body) => ({ serviceId: id, month, body })));
    await table.update({ serviceId: id }, { content: this.sealed(left) });
  }

  private async count(
    tx: Tx,
    school: SchoolId,
    serviceId: number,
    month: string,
    { placeId, ballots }: Batch,
  ): Promise<void> {
    const table = tx.of(EvaluationTally, school);
    const row = await table.findOne({ serviceId, month, placeId: placeId ?? IsNull() });
    const tallies = counted(row?.tallies ?? {}, ballots);
    const count = (row?.count ?? 0) + ballots.length;
    if (row) await table.update({ id: row.id }, { count, tallies });
    else await table.insert({ serviceId, month, placeId, count, tallies });
  }

  private sealed(content: BoxContent): string {
    const plain = JSON.stringify(content);
    const size = Math.ceil(Buffer.byteLength(plain) / sizeStep) * sizeStep;
    return this.keyring.encrypt(purpose, plain + ' '.repeat(size - Buffer.byteLength(plain)));
  }

  private opened({ content }: EvaluationBox, serviceId: number): BoxContent {
    const opened = JSON.parse(this.keyring.decrypt(purpose, content)) as BoxContent;
    // The service is inside too: a box that was moved to another row must not be counted there.
    if (opened.serviceId !== serviceId) throw new Error('A box belongs to another service');
    return opened;
  }
}
