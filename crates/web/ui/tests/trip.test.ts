// The drive and the line to the server, when answers come in an awkward order.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { OwnRoute } from '../src/wire/shapes';

const ROUTE = {
  plan: 'p1',
  stops: [{ kind: 'visit', arrives_at: '10:00', starts_at: '10:00', visits: [{ request: '1001-9', address: '', needs: [], state: 'accepted' }] }],
} as unknown as OwnRoute;

const json = (body: unknown) => new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });

/** Answers to `/v1/route` that were asked for and not given yet. */
let asked: (() => void)[] = [];

beforeEach(() => {
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
