// Tests of `Forgetting`: when the copy of the route is to be deleted after the last visit, after a mark taken back, for
// an unfinished route, and without usable storage.
import { expect, it } from 'vitest';
import { Forgetting } from '../src/volunteer/route-expiry';

const HOUR = 3_600_000;

function disk() {
  const kept = new Map<string, string>();
  return {
    kept,
    length: 0,
    key: () => null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

it('the copy goes two hours after the last visit was closed, however often the page is refreshed or opened', () => {
  const storage = disk();
  const closedAt = 100 * HOUR;
  const page = new Forgetting(storage, 'b');
  expect(page.at(true, closedAt)).toBe(102 * HOUR);
  expect(page.at(true, closedAt + HOUR)).toBe(102 * HOUR);
  expect(new Forgetting(storage, 'b').at(true, closedAt + 5 * HOUR)).toBe(102 * HOUR);
  expect(new Forgetting(storage, 'another link').at(true, closedAt + 5 * HOUR)).toBe(107 * HOUR);
});

it('a mark taken back begins it anew', () => {
  const storage = disk();
  const page = new Forgetting(storage, 'b');
  page.at(true, 100 * HOUR);
  expect(page.at(false, 101 * HOUR)).toBe(125 * HOUR);
  expect(storage.kept.size).toBe(0);
  expect(page.at(true, 101 * HOUR)).toBe(103 * HOUR);
});

it('a route that was not finished stays a day after it was last heard of', () => {
  const page = new Forgetting(null, 'b');
  expect(page.at(false, 10 * HOUR)).toBe(34 * HOUR);
  expect(page.at(false, 11 * HOUR)).toBe(35 * HOUR);
});

it('without storage, and with storage that holds nonsense, the moment is fixed as long as the page lives', () => {
  const storage = disk();
  storage.setItem('karavan.closed.b', 'soon');
  for (const page of [new Forgetting(null, 'b'), new Forgetting(storage, 'b')]) {
    expect(page.at(true, HOUR)).toBe(3 * HOUR);
    expect(page.at(true, 2 * HOUR)).toBe(3 * HOUR);
  }
});
