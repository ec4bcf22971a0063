import type { Keyring } from '../../platform/auth/keyring.js';

/**
 * What is stored of a binding code. Eight readable characters could be tried out against a plain hash in a stolen
 * table; against a keyed one only with the installation's secret.
 */
export function bindingCodeHash(keyring: Keyring, code: string): string {
  return keyring.hash('binding-code', code);
}
