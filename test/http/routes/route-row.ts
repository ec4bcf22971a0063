import type { ApiClient } from '../../support/http.js';
import type { Role, Village } from '../support/village.js';

/** One route of the API with what each role is answered. Written by hand: it says what is meant, not what is. */
export interface RouteRow {
  /** As the OpenAPI document names it, without the prefix `/api/v1`. */
  route: string;
  /** Statuses in the order of `roles`. */
  statuses: string;
  /** What a visitor is answered, whom no school knows; refused like who is bound to nobody unless it says otherwise. */
  visitor?: number;
  /**
   * What a 儿童主任 is answered to whom the school has given the village's child; like the county officer unless it says
   * otherwise.
   */
  village?: number;
  /** Exact top-level keys of the answer to who is let in; null where the answer is empty, `file` where it is no JSON. */
  keys: readonly string[] | 'file' | null;
  /** Keys that some roles are given besides: classes of fields that only they may see. */
  moreKeys?: Partial<Record<Role, readonly string[]>>;
  /** Token that stands in the path: everybody who is let in to change something gets one of her own. */
  subject?: (village: Village) => Promise<string> | string;
  /** Query with its question mark. */
  query?: (village: Village) => string;
  body?: (village: Village, role: Role) => object | Promise<object>;
  /** How the role asks, where that is not simply with her session. */
  asker?: (village: Village, role: Role) => Promise<ApiClient> | ApiClient;
  /** Sent as a form with a photo. */
  upload?: true;
  /** The answers change who is signed in: the row has a village of its own. */
  alone?: true;
}

export const ofSchool = ({ school }: Village) => `?school=${school.token}`;
export const page = ['items', 'nextCursor'];
export const list = ['items'];
