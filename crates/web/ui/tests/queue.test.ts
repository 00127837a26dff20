// Tests of `Queue` with a storage and a server that fail in many ways: order, reloads, waits, refusals, batches, full
// storage, 100 random bad days; and of `bucketOf`.
import { describe, expect, it } from 'vitest';
import { BATCH_MAX, bucketOf, Queue, type Send, type Sent, type Storage, waitMs } from '../src/volunteer/queue';
import type { EventResult, PhoneEvent } from '../src/wire/contract';

class Disk implements Storage {
  readonly kept = new Map<string, string>();
  full = false;
  get length() {
    return this.kept.size;
  }
  key(index: number) {
    return [...this.kept.keys()][index] ?? null;
  }
  getItem(key: string) {
    return this.kept.get(key) ?? null;
  }
  setItem(key: string, value: string) {
    if (this.full) throw new Error('QuotaExceededError');
    this.kept.set(key, value);
  }
  removeItem(key: string) {
    this.kept.delete(key);
  }
}

let moment = Date.parse('2026-11-21T05:00:00Z');
const mark = (id: string, request = 'R1'): PhoneEvent => {
  moment += 1000;
  return { id, request, kind: 'closed', outcome: 'in_hand', occurred_at: new Date(moment).toISOString() };
};

const applied = (events: PhoneEvent[]): Sent => ({ kind: 'answered', results: events.map(({ id }) => ({ id, result: 'applied' })) });

/** A queue whose timers run only when told, with a server that is a function. */
function queueWith(disk: Disk | null, send: Send) {
  const waits: number[] = [];
  let due: (() => void) | null = null;
  const queue = new Queue({
    storage: disk,
    bucket: 'b',
    send,
    changed: () => undefined,
    chance: () => 1,
    later: (work, ms) => {
      waits.push(ms);
      due = work;
      return waits.length;
    },
    forget: () => {
      due = null;
    },
  });
  const tick = async () => {
    const work = due;
    due = null;
    work?.();
    await settled();
  };
  return { queue, waits, tick, hasTimer: () => due !== null };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the queue of marks', () => {
  it('writes a mark to the phone before it sends it, and forgets it when the server has it', async () => {
    const disk = new Disk();
    let onDiskWhenSent = -1;
    const { queue } = queueWith(disk, async (events) => {
      onDiskWhenSent = disk.length;
      return applied(events);
    });
    queue.add([mark('a')]);
    await settled();
    expect(onDiskWhenSent).toBe(1);
    expect(queue.events).toEqual([]);
    expect(disk.length).toBe(0);
  });

  it('survives a reload with its order, and sends then', async () => {
    const disk = new Disk();
    const first = queueWith(disk, async () => ({ kind: 'again' }));
    first.queue.add([mark('a'), mark('b')]);
    first.queue.add([mark('c')]);
    await settled();
    const got: string[] = [];
    const second = queueWith(disk, async (events) => {
      got.push(...events.map(({ id }) => id));
      return applied(events);
    });
    await second.queue.flush();
    expect(got).toEqual(['a', 'b', 'c']);
    expect(disk.length).toBe(0);
  });

  it('keeps what was not named in the answer', async () => {
    const disk = new Disk();
    const { queue, hasTimer } = queueWith(disk, async (events) => applied(events.filter(({ id }) => id === 'a')));
    queue.add([mark('a'), mark('b')]);
    await settled();
    await settled();
    expect(queue.events.map(({ id }) => id)).toEqual(['b']);
    expect(hasTimer()).toBe(true);
  });

  it('does not take a stranger’s answer for the server’s', async () => {
    const disk = new Disk();
    const { queue } = queueWith(disk, async () => ({ kind: 'answered', results: [{ id: 'somebody else', result: 'applied' }] }));
    queue.add([mark('a')]);
    await settled();
    expect(queue.events).toHaveLength(1);
  });

  it('waits longer after each failure, up to five minutes, and starts afresh after a success', async () => {
    let down = true;
    const { queue, waits, tick } = queueWith(new Disk(), async (events) => (down ? { kind: 'again' } : applied(events)));
    queue.add([mark('a')]);
    await settled();
    for (let at = 0; at < 9; at += 1) await tick();
    expect(waits).toEqual([2000, 4000, 8000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000]);
    down = false;
    await tick();
    expect(queue.events).toEqual([]);
    down = true;
    queue.add([mark('b')]);
    await settled();
    expect(waits.at(-1)).toBe(2000);
  });

  it('spreads retries of many phones between a half and the whole of the wait', () => {
    expect(waitMs(1, 0)).toBe(1000);
    expect(waitMs(1, 1)).toBe(2000);
    expect(waitMs(40, 1)).toBe(300_000);
  });

  it('waits as long as the server asks', async () => {
    const { queue, waits } = queueWith(new Disk(), async () => ({ kind: 'again', afterSeconds: 90 }));
    queue.add([mark('a')]);
    await settled();
    expect(waits).toEqual([90_000]);
  });

  it('treats a thrown error as no answer', async () => {
    const { queue, hasTimer } = queueWith(new Disk(), async () => {
      throw new TypeError('Failed to fetch');
    });
    queue.add([mark('a')]);
    await settled();
    expect(queue.events).toHaveLength(1);
    expect(hasTimer()).toBe(true);
  });

  it.each([401, 410])('keeps everything and stops trying after %i', async (status) => {
    const disk = new Disk();
    let calls = 0;
    const { queue, hasTimer } = queueWith(disk, async () => {
      calls += 1;
      return { kind: 'gone', status };
    });
    queue.add([mark('a')]);
    await settled();
    queue.add([mark('b')]);
    await settled();
    expect([calls, queue.gone, disk.length, hasTimer()]).toEqual([1, status, 2, false]);
  });

  it('forgets a refused mark but remembers to tell', async () => {
    const disk = new Disk();
    const { queue } = queueWith(disk, async (events) => ({ kind: 'answered', results: events.map(({ id }): EventResult => ({ id, result: 'rejected', why: 'not on this route' })) }));
    queue.add([mark('a')]);
    await settled();
    expect(disk.length).toBe(0);
    expect(queue.refused.map(({ event, why }) => [event.id, why])).toEqual([['a', 'not on this route']]);
  });

  it('counts duplicate, late, orphan and conflict as had', async () => {
    const words: EventResult['result'][] = ['duplicate', 'late', 'orphan', 'conflict'];
    const { queue } = queueWith(new Disk(), async (events) => ({ kind: 'answered', results: events.map(({ id }, at) => ({ id, result: words[at] })) }));
    const heard: string[] = [];
    queue.acknowledged = (_, { result }) => heard.push(result);
    queue.add(words.map((word) => mark(word)));
    await settled();
    expect(queue.events).toEqual([]);
    expect(heard).toEqual(words);
  });

  it('sends no more at once than the server takes', async () => {
    const sizes: number[] = [];
    const { queue } = queueWith(new Disk(), async (events) => {
      sizes.push(events.length);
      return applied(events);
    });
    queue.add(Array.from({ length: BATCH_MAX * 2 + 5 }, (_, at) => mark(`e${at}`)));
    for (let at = 0; at < 5; at += 1) await settled();
    expect(sizes).toEqual([BATCH_MAX, BATCH_MAX, 5]);
  });

  it('never sends twice at the same time', async () => {
    let open = 0;
    let most = 0;
    const { queue } = queueWith(new Disk(), async (events) => {
      open += 1;
      most = Math.max(most, open);
      await settled();
      open -= 1;
      return applied(events);
    });
    queue.add([mark('a')]);
    queue.add([mark('b')]);
    await Promise.all([queue.flush(), queue.flush()]);
    for (let at = 0; at < 5; at += 1) await settled();
    expect([most, queue.events.length]).toEqual([1, 0]);
  });

  it.each([
    ['is full', () => Object.assign(new Disk(), { full: true })],
    ['is refused', () => null],
  ])('works in memory and says so when storage %s', async (_, disk) => {
    const { queue } = queueWith(disk(), async () => ({ kind: 'again' }));
    queue.add([mark('a')]);
    await settled();
    expect([queue.memoryOnly, queue.events.length]).toEqual([true, 1]);
  });

  it('throws away a mark that cannot be read, and keeps the others', () => {
    const disk = new Disk();
    disk.setItem('karavan.mark.b.1', '{broken');
    disk.setItem('karavan.mark.b.2', JSON.stringify(mark('a')));
    disk.setItem('karavan.mark.other.1', JSON.stringify(mark('not mine')));
    const { queue } = queueWith(disk, async () => ({ kind: 'again' }));
    expect(queue.events.map(({ id }) => id)).toEqual(['a']);
    expect(disk.length).toBe(2);
  });

  it('loses nothing, however badly 100 days go', async () => {
    let seed = 7;
    const chance = () => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return seed / 2 ** 32;
    };
    for (let dayNumber = 0; dayNumber < 100; dayNumber += 1) {
      const disk = new Disk();
      const server = new Map<string, number>();
      const send: Send = async (events) => {
        const luck = chance();
        if (luck < 0.3) throw new Error('cut before the server');
        for (const { id } of events) server.set(id, (server.get(id) ?? 0) + 1);
        if (luck < 0.5) throw new Error('cut on the way back');
        const results: EventResult[] = events.map(({ id }) => ({ id, result: server.get(id) === 1 ? 'applied' : 'duplicate' }));
        return { kind: 'answered', results: luck < 0.6 ? results.slice(0, 1) : results };
      };
      let phone = queueWith(disk, send);
      const made: string[] = [];
      for (let at = 0; at < 8; at += 1) {
        made.push(`${dayNumber}-${at}`);
        phone.queue.add([mark(made[at])]);
        // Now and then the browser is closed in the middle of it.
        if (chance() < 0.3) phone = queueWith(disk, send);
        await settled();
      }
      phone = queueWith(disk, async (events) => applied(events.map((event) => (server.set(event.id, (server.get(event.id) ?? 0) + 1), event))));
      await phone.queue.flush();
      await settled();
      expect([...server.keys()].sort(), `day ${dayNumber}`).toEqual(made.sort());
      expect(disk.length, `day ${dayNumber}`).toBe(0);
    }
  });
});

describe('the name of a link’s bucket', () => {
  it('differs between links and does not hold the token', () => {
    const names = new Set(Array.from({ length: 5000 }, (_, at) => bucketOf(`token-${at}`)));
    expect(names.size).toBe(5000);
    expect(bucketOf('secret')).not.toContain('secret');
  });
});
