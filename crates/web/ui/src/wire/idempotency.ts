// `Act` holds the `Idempotency-Key` of a form or dialog: the same while the same is asked for, a new one for something
// else and after success.
import { uniqueId } from './unique-id';

/**
 * The `Idempotency-Key` of a form or a dialog. It stays while the same is asked for, so that after a lost answer a second
 * press gets the answer of the first; asking for something else, or success, begins a new act.
 */
export class Act {
  private key = uniqueId();
  private asked: string | null = null;

  keyFor(what: unknown): string {
    const now = JSON.stringify(what);
    if (this.asked !== null && this.asked !== now) this.key = uniqueId();
    this.asked = now;
    return this.key;
  }

  done(): void {
    this.key = uniqueId();
    this.asked = null;
  }
}
