/** As much of a query as a screen that shows again needs. */
export interface Refreshable {
  /** Whether the server has answered since the screen began to ask. */
  isFetchedAfterMount: boolean;
  refetch(options: { cancelRefetch: boolean }): unknown;
}

/**
 * Whether a screen that shows asks again for what stands on it. A page is told of its first show at some moment after it
 * began: before its own first request, while that is on its way, or when it is answered already. That request is enough,
 * whatever came first. Each time the page comes back it asks anew: meanwhile something may have happened elsewhere.
 */
export class FreshOnShow {
  private wasHidden = false;

  hide(): void {
    this.wasHidden = true;
  }

  show(query: Refreshable): void {
    const isBack = this.wasHidden;
    this.wasHidden = false;
    if (!isBack && query.isFetchedAfterMount) return;
    // On a slow line the request before may still be on its way: it is waited for and not begun anew.
    void query.refetch({ cancelRefetch: false });
  }
}
