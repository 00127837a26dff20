// Tests of `trip` with a stubbed server: an older answer after a mark, a link that no longer shows the route, a loading
// marked and taken back, and a link that opens later.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { OwnRoute } from '../src/wire/contract';

const ROUTE = {
  plan: 'p1',
  stops: [{ kind: 'visit', arrives_at: '10:00', starts_at: '10:00', visits: [{ request: '1001-9', address: '', needs: [], state: 'accepted' }] }],
} as unknown as OwnRoute;

const json = (body: unknown) => new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });

/** Answers to `/v1/route` that were asked for and not given yet. */
let asked: (() => void)[] = [];

beforeEach(() => {
  // The drive is one per page; each test opens its own.
  vi.resetModules();
  asked = [];
  vi.stubGlobal('location', { hash: '#secret' });
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    if (path === '/v1/route') return new Promise<Response>((resolve) => asked.push(() => resolve(json(ROUTE))));
    const { events } = JSON.parse(String(init?.body)) as { events: { id: string }[] };
    return json({ results: events.map(({ id }) => ({ id, result: 'applied' })) });
  });
});

afterEach(() => vi.unstubAllGlobals());

it('a mark the server has stays on the screen when an older answer comes after it', async () => {
  const { trip } = await import('../src/volunteer/trip.svelte');
  const state = () => trip.route?.stops[0].visits?.[0].state;
  const opened = trip.start();
  await vi.waitFor(() => expect(asked.length).toBe(1));
  asked[0]();
  await opened;
  expect(state()).toBe('accepted');

  const refreshed = trip.refresh();
  expect(trip.mark('1001-9', 'not_home', '')).toBe(true);
  await vi.waitFor(() => expect(trip.unsent).toBe(0));
  expect(state()).toBe('closed');
  asked[1]();
  await refreshed;
  expect(state()).toBe('closed');
});

it('a link that no longer shows the route says so and keeps the marks that were not sent', async () => {
  const answers = { route: 200, events: 503 };
  const posted: number[] = [];
  vi.stubGlobal('fetch', async (path: string) => {
    if (path === '/v1/route') return answers.route === 200 ? json(ROUTE) : new Response(null, { status: answers.route });
    posted.push(answers.events);
    return new Response(null, { status: answers.events });
  });
  const { trip } = await import('../src/volunteer/trip.svelte');
  await trip.start();
  expect(trip.mark('1001-9', 'in_hand', '')).toBe(true);
  await vi.waitFor(() => expect(posted).toEqual([503]));

  // The plan was replaced: the route is gone, and marks are still taken.
  answers.route = 410;
  await trip.refresh();
  expect([trip.stopped, trip.route, trip.unsent, trip.takesMarks]).toEqual(['410', null, 1, true]);

  // The link is shut for good: the mark stays on the phone.
  answers.events = 410;
  trip.sendNow();
  await vi.waitFor(() => expect(trip.takesMarks).toBe(false));
  expect([trip.stopped, trip.unsent]).toEqual(['410', 1]);
});

it('a loading marked is queued, sent, shown and taken back like any other mark', async () => {
  const told = { plan: 'p1', stops: [{ kind: 'load', arrives_at: '09:00', starts_at: '09:00' }, ...ROUTE.stops] };
  const sent: unknown[] = [];
  let up = false;
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    if (path === '/v1/route') return json(told);
    if (!up) return new Response(null, { status: 503 });
    const { events } = JSON.parse(String(init?.body)) as { events: { id: string; kind: string; stop?: number; request?: string }[] };
    sent.push(...events.map(({ kind, stop, request }) => [kind, stop, request]));
    return json({ results: events.map(({ id }) => ({ id, result: 'applied' })) });
  });
  const { trip } = await import('../src/volunteer/trip.svelte');
  await trip.start();
  expect(trip.next).toBe(0);
  trip.markLoaded(0, true);
  expect([trip.next, trip.unsent, trip.unsentLoadings.has(0)]).toEqual([1, 1, true]);
  up = true;
  await vi.waitFor(() => { trip.sendNow(); expect(trip.unsent).toBe(0); });
  expect([trip.next, trip.unsentLoadings.has(0)]).toEqual([1, false]);
  trip.markLoaded(0, false);
  await vi.waitFor(() => expect(trip.unsent).toBe(0));
  expect(trip.next).toBe(0);
  expect(sent).toEqual([['loaded', 0, undefined], ['undone', 0, undefined]]);
});

it('a link that opens later says from when, and shows the route once it does', async () => {
  let open = false;
  const early = { type: '/problems/too-early', status: 403, detail: 'from 21:00', detail_ru: 'с 21:00' };
  vi.stubGlobal('fetch', async () =>
    open ? json(ROUTE) : new Response(JSON.stringify(early), { status: 403, headers: { 'Content-Type': 'application/problem+json' } }));
  const { trip } = await import('../src/volunteer/trip.svelte');
  await trip.start();
  expect([trip.stopped, trip.early?.detail_ru, trip.route, trip.loading]).toEqual(['early', 'с 21:00', null, false]);
  open = true;
  await trip.refresh();
  expect([trip.stopped, trip.route?.plan]).toEqual([null, 'p1']);
});
