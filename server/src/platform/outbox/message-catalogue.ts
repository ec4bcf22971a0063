import { Injectable } from '@nestjs/common';
import type { MessageData } from '../wechat/wechat.port.js';

/** Template of the WeChat account that a kind of message uses. */
export type TemplateKey = 'progress' | 'work';

export interface MessageDefinition {
  template: TemplateKey;
  /** What a clerk reads in the list of undelivered messages. */
  label: string;
  /** Told to whoever raised the subject herself: an exclusion does not keep it from her. */
  isOwn?: boolean;
  /** Wakes people at night, too. */
  isUrgent?: boolean;
  /** Page that the message opens, without leading slash; the token in it is random and opens nothing by itself. */
  page(payload: Readonly<Record<string, string>>): string;
  /** Neutral words only: whoever holds a shared phone may read them. */
  data(payload: Readonly<Record<string, string>>): MessageData;
}

/** What kinds of messages there are; features register theirs when they start. */
@Injectable()
export class MessageCatalogue {
  private readonly kinds = new Map<string, MessageDefinition>();

  register(kind: string, definition: MessageDefinition): void {
    if (this.kinds.has(kind)) throw new Error(`Message kind ${kind} is registered twice`);
    this.kinds.set(kind, definition);
  }

  get(kind: string): MessageDefinition {
    const definition = this.kinds.get(kind);
    if (!definition) throw new Error(`Message kind ${kind} is not registered`);
    return definition;
  }

  /** Kinds that are told to whoever raised a subject. */
  ownKinds(): string[] {
    return [...this.kinds].flatMap(([kind, { isOwn }]) => (isOwn === true ? [kind] : []));
  }

  kindsExcept(left: readonly string[]): string[] {
    return [...this.kinds.keys()].filter((kind) => !left.includes(kind));
  }
}

/** Where the platform learns who stands behind a seal; only the outbox asks, only to send. */
@Injectable()
export class SealedRecipients {
  private lookup: (school: number, seal: string) => Promise<number | null> = () => Promise.resolve(null);

  resolveWith(lookup: (school: number, seal: string) => Promise<number | null>): void {
    this.lookup = lookup;
  }

  personOf(school: number, seal: string): Promise<number | null> {
    return this.lookup(school, seal);
  }
}
