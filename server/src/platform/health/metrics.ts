import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { Database } from '../database/database.js';
import { OutboxRow } from '../outbox/outbox.entity.js';

/**
 * What an operator watches. Coarse on purpose: routes without their parameters, no school, nothing from which a
 * diversion or a person could be read.
 */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly requests: Counter;
  private readonly durations: Histogram;

  constructor(database: Database) {
    collectDefaultMetrics({ register: this.registry });
    const registers = [this.registry];
    this.requests = new Counter({
      name: 'http_requests_total',
      help: 'Answers by class of status',
      labelNames: ['status'],
      registers,
    });
    this.durations = new Histogram({
      name: 'http_request_seconds',
      help: 'Time to answer',
      buckets: [0.01, 0.05, 0.2, 1, 5],
      registers,
    });
    new Gauge({
      name: 'outbox_waiting',
      help: 'Messages that wait to be sent',
      registers,
      async collect() {
        this.set(await database.read.global(OutboxRow).countBy({ state: 'waiting' }));
      },
    });
  }

  answered(status: number, seconds: number): void {
    this.requests.inc({ status: `${Math.floor(status / 100)}xx` });
    this.durations.observe(seconds);
  }
}
