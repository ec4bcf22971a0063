import { queryClient } from '../query-client.js';
import { outbox } from './outbox-service.js';
import { actingPerson } from '../../session/session-store.js';

/** What is read again when something of ours has arrived. */
const touched = new Set(['home', 'issues', 'issue', 'evaluation-form', 'child-consents']);

/** Reads lists and pages again as soon as an entry of the acting person is delivered. */
export function refreshAfterDelivery() {
  let known = new Set<string>();
  outbox.subscribe(() => {
    const person = actingPerson();
    if (person === null) return;
    const delivered = outbox.list(person).filter((entry) => entry.state === 'delivered');
    const fresh = delivered.some((entry) => !known.has(entry.clientId));
    known = new Set(delivered.map((entry) => entry.clientId));
    if (!fresh) return;
    void queryClient.invalidateQueries({
      predicate: (query) => query.queryKey[0] === person && touched.has(String(query.queryKey[1])),
    });
  });
}
