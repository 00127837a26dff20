// Tests that the console listens to a day only while somebody is logged in: the event stream is closed by logging out
// and by a 401, and opened again by the next login.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { desk } from '../src/console/desk.svelte';
import { followDay, stopFollowing } from '../src/console/live';
import { logOut } from '../src/console/session';
import { call } from '../src/wire/call';

class Source {
  static opened: Source[] = [];
  static readonly CLOSED = 2;
  open = true;
  constructor(readonly path: string) {
    Source.opened.push(this);
  }
  addEventListener(): void {}
  close(): void {
    this.open = false;
  }
}

let status = 204;
const open = () => Source.opened.filter((source) => source.open).map((source) => source.path);

beforeEach(() => {
  Source.opened = [];
  status = 204;
  vi.stubGlobal('EventSource', Source);
  vi.stubGlobal('fetch', async () => new Response(status === 204 ? null : '{}', { status, headers: { 'Content-Type': 'application/json' } }));
  desk.who = 'ops';
});

afterEach(() => {
  stopFollowing();
  vi.unstubAllGlobals();
});

it('logging out closes the stream of the day, and the next login opens it again', async () => {
  followDay('2026-11-21');
  followDay('2026-11-21');
  expect(open()).toEqual(['/v1/events?date=2026-11-21']);
  await logOut();
  expect(desk.who).toBeNull();
  expect(open()).toEqual([]);
  followDay('2026-11-21');
  expect(open()).toEqual(['/v1/events?date=2026-11-21']);
});

it('a call that is answered 401 closes it', async () => {
  followDay('2026-11-21');
  status = 401;
  await expect(call('GET', '/v1/hubs')).rejects.toThrow();
  expect(desk.who).toBeNull();
  expect(open()).toEqual([]);
});

it('another day has its own stream', () => {
  followDay('2026-11-21');
  followDay('2026-11-22');
  expect(open()).toEqual(['/v1/events?date=2026-11-22']);
});
