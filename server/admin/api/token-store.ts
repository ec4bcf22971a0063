/**
 * The bearer token of this browser tab. Kept in sessionStorage: closing the tab ends it, another tab does not share
 * it, and a second person at the same computer starts anew.
 */
const slot = 'xinqiao.admin.token';
const listeners = new Set<() => void>();

const tell = () => listeners.forEach((listener) => listener());

/** The token, or null when nobody is signed in. */
export function currentToken(): string | null {
  return sessionStorage.getItem(slot);
}

export function keepToken(token: string): void {
  sessionStorage.setItem(slot, token);
  tell();
}

export function forgetToken(): void {
  sessionStorage.removeItem(slot);
  tell();
}

/** Calls `listener` whenever somebody signs in or out; gives back how to stop. */
export function onTokenChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
