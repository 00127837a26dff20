// Tests of the parts of the day (`partsOf`), its news, the splitting of long lists of ids (`parts`), and the changes
// since a draft (`changesSince`).
import { describe, expect, it } from 'vitest';
import { parts } from '../src/console/fetch-requests-soon';
import { partsOf } from '../src/console/live-view';
import { inOrder, ofEvent, ofStream, once } from '../src/console/news';
import { changesSince } from '../src/console/since-made';
import type { DayCounts, SinceMade, StatusNews } from '../src/wire/contract';
import { aPastEvent } from './examples';

const counts = (more: Partial<DayCounts>): DayCounts => ({
  new: 0, needs_info: 0, located: 0, planned: 0, published: 0, accepted: 0, en_route: 0, closed: 0, served: 0, failed: 0, cancelled: 0, ...more,
});

describe('the day in numbers', () => {
  it('tells failures and what was called off apart from what is done, and who has nobody', () => {
    const day = partsOf(counts({ needs_info: 2, located: 1, planned: 1, published: 3, accepted: 4, en_route: 1, closed: 9, served: 5, failed: 3, cancelled: 1 }));
    expect(day.parts).toEqual({ served: 5, failed: 3, on_way: 1, accepted: 4, published: 3, left: 4 });
    expect(day.cancelled).toBe(1);
  });
});

describe('news of the day', () => {
  const told = (more: Partial<StatusNews>): StatusNews => ({
    request: 'R1', cause: 'accepted', state: 'accepted', outcome: null, volunteer: 'V1', occurred_at: '2026-11-21T09:00:00Z', note: '', ...more,
  });

  it('call an edited comment a change, and never an accepted route', () => {
    expect(ofStream(told({ cause: 'amended' }))).toMatchObject({ what: 'amended', volunteer: null });
    expect(ofStream(told({ cause: 'amended', state: 'located', volunteer: null }))).toBeNull();
    expect(ofStream(told({}))).toMatchObject({ what: 'accepted', volunteer: 'V1' });
  });

  it('say who called a request off, and leave intake and planning out', () => {
    expect(ofStream(told({ cause: 'turned', state: 'closed', outcome: 'cancelled', volunteer: null }))).toMatchObject({ what: 'cancelled', volunteer: null });
    expect(ofStream(told({ cause: 'turned', state: 'located', volunteer: null }))).toMatchObject({ what: 'retried' });
    for (const cause of ['taken_in', 'planned'] as const) expect(ofStream(told({ cause, state: 'published' }))).toBeNull();
  });

  it('are told once though the stream and the list both tell them, the latest first', () => {
    const done = aPastEvent({ kind: 'closed', outcome: 'in_hand', occurred_at: '2026-11-21T09:10:00Z' });
    const live = ofStream(told({ cause: 'closed', state: 'closed', outcome: 'in_hand', occurred_at: '2026-11-21T09:10:00Z' }));
    const items = inOrder([ofEvent(aPastEvent()), ofEvent(done), ...(live ? [live] : [])]);
    expect(items.map(({ what }) => what)).toEqual(['closed', 'accepted']);
    expect(once([...items, ...items])).toHaveLength(2);
  });
});

describe('two thousand rows', () => {
  it('are asked for in ten calls, each once', () => {
    const ids = Array.from({ length: 2000 }, (_, n) => String(n));
    const asked = parts(ids);
    expect(asked).toHaveLength(10);
    expect(asked.flat()).toEqual(ids);
    expect(parts([])).toEqual([]);
  });
});

describe('a stale draft', () => {
  it('says only what changed, and how many', () => {
    const same = { added: 0, gone: 0, changed: 0 };
    const since: SinceMade = { requests: { added: 3, cancelled: 1, closed: 0, changed: 0 }, volunteers: { ...same, gone: 1 }, hubs: same, left: 4 };
    expect(changesSince(since)).toEqual([['since.requests.added', 3], ['since.requests.cancelled', 1], ['since.volunteers.gone', 1]]);
  });
});
