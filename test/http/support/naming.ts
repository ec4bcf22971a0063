import type { Member, Village } from './village.js';

export type Kind =
  | 'issue'
  | 'place'
  | 'category'
  | 'classroom'
  | 'child'
  | 'binding'
  | 'staff'
  | 'rule'
  | 'delivery'
  | 'school'
  | 'photo'
  | 'code'
  | 'service'
  | 'absence'
  | 'term'
  | 'day'
  | 'level'
  | 'filter'
  | 'model'
  | 'guardian'
  | 'answer'
  | 'question'
  | 'session'
  | 'opening';

/** A request that names a row, and who asks. `path` and `body` get the token. */
export interface Naming {
  route: string;
  kind: Kind;
  by: Member[];
  path: (token: string, here: Village) => string;
  body?: (token: string, here: Village) => object;
}

export const everyone: Member[] = ['reporter', 'principal', 'worker', 'teacher', 'lead', 'officer'];
export const inSchool = (route: string, by: Member[], body?: Naming['body']): Naming => ({
  route,
  kind: 'school',
  by,
  path: (token) => `${route.split(' ')[1]}?school=${token}`,
  ...(body ? { body } : {}),
});
