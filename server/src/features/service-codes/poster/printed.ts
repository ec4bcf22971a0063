import type { SchoolView } from '#shared/people/contract.js';
import type { ServiceCodeKind } from '#shared/service-codes/vocabulary.js';
import type { CodePicture } from '../../../platform/print/code-pictures.js';

/** What stands on a print. Nothing of it is about anybody. */
export interface Printed {
  school: Pick<SchoolView, 'name' | 'kind'>;
  kind: ServiceCodeKind;
  label: string;
  picture: CodePicture;
  /** When the code was made, as it is written: tells an old print from the one that took its place. */
  day: string;
}
