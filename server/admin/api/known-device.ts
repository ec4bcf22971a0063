/**
 * Proofs that somebody has signed in at this computer before, by login. They open nothing: they only keep a stranger
 * who tries the name elsewhere from making her wait here. That is why they may outlive the tab.
 */
const slot = 'xinqiao.admin.devices';
const kept = 8;

function read(): [login: string, proof: string][] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(slot) ?? '[]');
    return Array.isArray(stored) ? (stored as [string, string][]) : [];
  } catch {
    return [];
  }
}

const nameOf = (login: string): string => login.trim().toLowerCase();

/** The proof for a login, if this computer has one. */
export function proofFor(login: string): string | undefined {
  return read().find(([name]) => name === nameOf(login))?.[1];
}

/** Keeps the proof that a sign-in brought; of many people at one computer the last few. */
export function keepProof(login: string, proof: string): void {
  const others = read().filter(([name]) => name !== nameOf(login));
  try {
    localStorage.setItem(slot, JSON.stringify([[nameOf(login), proof], ...others].slice(0, kept)));
  } catch {
    // A browser that keeps nothing is a new one every time.
  }
}
