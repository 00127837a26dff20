// Tests that the console listens to a day only while somebody is logged in: the event stream is closed by logging out
// and by a 401, and opened again by the next login; that another login is not shown the day of the one before; and that
// what was shown for a reason is taken away in time.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { desk } from '../src/console/desk.svelte';
import { followDay, stopFollowing } from '../src/console/live';
import { reveal } from '../src/console/reveal';
import { logIn, logOut } from '../src/console/session';
import { call } from '../src/wire/call';
import { aRequest } from './examples';

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

const answered = (answer: (method: string, path: string) => unknown) =>
  vi.stubGlobal('fetch', async (path: string, { method = 'GET' }: RequestInit = {}) => {
    const body = answer(method, path);
    return new Response(JSON.stringify(body ?? {}), { status: body === null ? 401 : 200, headers: { 'Content-Type': 'application/json' } });
  });

it('another login after a 401 sees nothing of the day of the one before; the same one goes on', async () => {
  const come = (login: string) => {
    answered((method) => (method === 'POST' ? { login, may: [], sources: [], region: null } : null));
    return logIn(login, 'x');
  };
  const shown = () => [desk.requests.length, desk.uploaded, desk.refused, desk.search, desk.links].map(Boolean);
  const forgotten = async () => {
    await expect(call('GET', '/v1/hubs')).rejects.toThrow();
    expect(desk.who).toBeNull();
  };
  await come('olga');
  desk.requests = [aRequest()];
  desk.uploaded = { kind: 'requests', name: 'a.csv', result: {} as never };
  desk.refused = { name: 'b.csv', problem: null };
  desk.search = 'Абая';
  desk.links = { plan: 'P1', links: [] };
  await forgotten();
  await come('olga');
  expect(shown()).toEqual([true, true, true, true, true]);
  await forgotten();
  await come('pavel');
  expect(desk.who).toBe('pavel');
  expect(shown()).toEqual([false, false, false, false, false]);
});

it('what was shown for a reason is fetched again when its time is over', async () => {
  vi.useFakeTimers({ now: new Date('2026-11-21T10:00:00Z') });
  try {
    const open = aRequest({ recipient: 'Получатель 7' });
    const hidden = aRequest({ hidden: ['recipient'] });
    desk.requests = [hidden];
    answered((method) => (method === 'POST' ? { request: open, until: '2026-11-21T10:15:00Z' } : hidden));
    await reveal('R1', ' звонит дочь ');
    await vi.advanceTimersByTimeAsync(14 * 60_000);
    expect(desk.requestById.get('R1')?.recipient).toBe('Получатель 7');
    await vi.advanceTimersByTimeAsync(2 * 60_000);
    expect(desk.requestById.get('R1')?.recipient).toBe('');
  } finally {
    vi.useRealTimers();
  }
});
