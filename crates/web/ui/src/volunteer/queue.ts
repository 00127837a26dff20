// `Queue` keeps reports ("marks") in the phone's storage before they are sent (in memory where it refuses), sends them
// in batches of up to 200, waits longer after each failure, and removes those that the server's answer names.
// `bucketOf` makes the name that tells the marks of two links apart.
import type { EventResult, PhoneEvent } from '../wire/contract';

/** What the queue needs of `localStorage`. */
export interface Storage {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** What sending came to. `gone` keeps the marks but stops trying; `again` tries later. */
export type Sent =
  | { kind: 'answered'; results: EventResult[] }
  | { kind: 'again'; afterSeconds?: number }
  | { kind: 'gone'; status: number };

export type Send = (events: PhoneEvent[]) => Promise<Sent>;

export interface QueueOptions {
  storage: Storage | null;
  /** Tells one link's marks from another's on the same phone. */
  bucket: string;
  send: Send;
  changed: () => void;
  /** 0..1, for spreading retries of many phones. */
  chance?: () => number;
  later?: (work: () => void, ms: number) => unknown;
  forget?: (timer: unknown) => void;
}

export const BATCH_MAX = 200;
const FIRST_WAIT_MS = 2000;
const WAIT_MS_MAX = 300_000;

/** 2 s, 4 s, 8 s … 5 min, each between a half and the whole of it. */
export function waitMs(failures: number, chance: number): number {
  const whole = Math.min(WAIT_MS_MAX, FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1));
  return whole / 2 + (whole / 2) * chance;
}

interface Kept {
  key: string;
  event: PhoneEvent;
}

export class Queue {
  /** Marks the server does not have yet, in the order they were made. */
  private kept: Kept[] = [];
  private readonly prefix: string;
  private readonly chance: () => number;
  private readonly later: (work: () => void, ms: number) => unknown;
  private readonly forget: (timer: unknown) => void;
  private failures = 0;
  private timer: unknown = null;
  private sequence = 0;
  /** Being sent right now. */
  busy = false;
  /** The link no longer takes marks: 401 or 410. */
  gone: number | null = null;
  /** Storage refused: marks live only as long as the page. */
  memoryOnly = false;
  refused: { event: PhoneEvent; why: string }[] = [];
  /** Told once per mark the server has, in order. */
  acknowledged: (event: PhoneEvent, result: EventResult) => void = () => {};

  constructor(private readonly options: QueueOptions) {
    this.prefix = `karavan.mark.${options.bucket}.`;
    this.chance = options.chance ?? Math.random;
    this.later = options.later ?? ((work, ms) => setTimeout(work, ms));
    this.forget = options.forget ?? ((timer) => clearTimeout(timer as ReturnType<typeof setTimeout>));
    this.read();
  }

  get events(): PhoneEvent[] {
    return this.kept.map(({ event }) => event);
  }

  /** Each mark has a key of its own, so that two open pages never overwrite each other's. */
  private read(): void {
    const { storage } = this.options;
    if (!storage) {
      this.memoryOnly = true;
      return;
    }
    const keys: string[] = [];
    for (let index = 0; index < storage.length; index += 1) {
      const key = storage.key(index);
      if (key?.startsWith(this.prefix)) keys.push(key);
    }
    for (const key of keys.sort()) {
      try {
        this.kept.push({ key, event: JSON.parse(storage.getItem(key) ?? '') as PhoneEvent });
      } catch {
        storage.removeItem(key);
      }
    }
  }

  add(events: readonly PhoneEvent[]): void {
    for (const event of events) {
      this.sequence += 1;
      // Keys sort in the order of making, also across reloads.
      const key = `${this.prefix}${Date.parse(event.occurred_at).toString().padStart(15, '0')}.${String(this.sequence).padStart(6, '0')}.${event.id}`;
      this.kept.push({ key, event });
      try {
        if (!this.options.storage) throw new Error('no storage');
        this.options.storage.setItem(key, JSON.stringify(event));
      } catch {
        this.memoryOnly = true;
      }
    }
    this.options.changed();
    void this.flush();
  }

  /** Tries at once: after a mark, when the network is back, when the page is looked at again. */
  async flush(): Promise<void> {
    if (this.busy || this.kept.length === 0 || this.gone !== null) return;
    this.forget(this.timer);
    this.timer = null;
    this.busy = true;
    this.options.changed();
    const batch = this.kept.slice(0, BATCH_MAX);
    let sent: Sent;
    try {
      sent = await this.options.send(batch.map(({ event }) => event));
    } catch {
      sent = { kind: 'again' };
    }
    this.busy = false;
    const removed = sent.kind === 'answered' ? this.settle(batch, sent.results) : 0;
    if (sent.kind === 'gone') this.gone = sent.status;
    else if (removed > 0) {
      this.failures = 0;
      if (this.kept.length > 0) void this.flush();
    } else {
      this.failures += 1;
      const asked = sent.kind === 'again' ? (sent.afterSeconds ?? 0) * 1000 : 0;
      this.timer = this.later(() => void this.flush(), Math.max(asked, waitMs(this.failures, this.chance())));
    }
    this.options.changed();
  }

  /** Forgets exactly what the server named; how many that was. */
  private settle(batch: readonly Kept[], results: readonly EventResult[]): number {
    const byId = new Map(results.map((result) => [result.id, result]));
    let removed = 0;
    for (const { key, event } of batch) {
      const result = byId.get(event.id);
      if (!result) continue;
      this.kept = this.kept.filter((one) => one.key !== key);
      this.options.storage?.removeItem(key);
      removed += 1;
      if (result.result === 'rejected') this.refused = [...this.refused, { event, why: result.why ?? '' }];
      else this.acknowledged(event, result);
    }
    return removed;
  }

  close(): void {
    this.forget(this.timer);
  }
}

/** A short name of the token that does not give it away; only to tell buckets apart (FNV-1a, two halves). */
export function bucketOf(token: string): string {
  const half = (seed: number) => {
    let hash = seed;
    for (let at = 0; at < token.length; at += 1) {
      hash ^= token.charCodeAt(at);
      hash = Math.imul(hash, 0x01000193) >>> 0;
    }
    return hash.toString(16).padStart(8, '0');
  };
  return half(0x811c9dc5) + half(0x9747b28c);
}
