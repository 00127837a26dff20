// `Forgetting` computes when the copy of the route on this phone is to be deleted: two hours after this phone first saw
// all visits closed, or 24 hours after the last refresh or report of an unfinished route. The deleting is in
// `route-cache.ts`.
import type { Storage } from './queue';

/** Names and addresses stay this long after the last visit is closed. */
const AFTER_LAST_MS = 2 * 3_600_000;
/** A route that was never finished stays this long after it was last heard of. */
const UNFINISHED_MS = 24 * 3_600_000;

/** Remembers when this phone saw the last visit closed: the moment is fixed then, and later refreshes do not move it. */
export class Forgetting {
  private readonly key: string;
  private closedAt: number | null;

  constructor(
    private readonly storage: Storage | null,
    bucket: string,
  ) {
    this.key = `karavan.closed.${bucket}`;
    this.closedAt = this.read();
  }

  /** The moment (milliseconds) to forget a route at that now has all its visits closed, or not. */
  at(allClosed: boolean, now: number): number {
    if (!allClosed) {
      if (this.closedAt !== null) this.write(null);
      return now + UNFINISHED_MS;
    }
    if (this.closedAt === null) this.write(now);
    return (this.closedAt ?? now) + AFTER_LAST_MS;
  }

  private read(): number | null {
    const kept = Number(this.storage?.getItem(this.key) ?? Number.NaN);
    return Number.isFinite(kept) ? kept : null;
  }

  private write(moment: number | null): void {
    this.closedAt = moment;
    try {
      if (moment === null) this.storage?.removeItem(this.key);
      else this.storage?.setItem(this.key, String(moment));
    } catch {
      // It lasts until the page is closed.
    }
  }
}
