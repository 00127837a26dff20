// What of a shift and of a request a relief changes, held to the day as it is now; when nothing is changed; and that
// only the newest answer is shown.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { desk } from '../src/console/desk.svelte';
import { NewestAnswer } from '../src/console/newest-answer.svelte';
import { notices } from '../src/console/notices.svelte';
import { stopKey, visitKey } from '../src/console/routes-view';
import { addressOf, addressOfVisit } from '../src/console/shown-address';
import { t } from '../src/console/text';
import { isOver, relieve, wayOf, widenedShift, widenedWindows } from '../src/console/why';
import type { Plan, Relief, Volunteer } from '../src/wire/contract';
import { aRequest, aStop, aVisit } from './examples';

const relief = (more: Partial<Relief>): Relief => ({
  kind: 'as_it_is', text: '', text_ru: '', volunteer: 'V1', skill: null, opens: null, closes: null, amount: null, place: 0, begins: '10:00',
  travel_seconds: 0, distance_meters: 0, cost: 0, asked_seconds: 0, serves: ['R1'], ...more,
});

const shift = { from: '09:00', to: '13:00', capacity: 10, stops_max: 5, minutes_max: 200, kilometers_max: 30 };

describe('a relief', () => {
  it('is made on the draft, by planning again, or in a card', () => {
    const ways = (['as_it_is', 'later_shift', 'earlier_window', 'more_jobs', 'more_room', 'one_more_car', 'without_skill'] as const).map((kind) => wayOf(relief({ kind })));
    expect(ways).toEqual(['move', 'plan', 'plan', 'plan', 'open', 'open', 'open']);
    expect(wayOf(relief({ kind: 'without_skill', skill: 'lift' }))).toBe('plan');
  });

  it('widens what it names of a shift, and nothing else', () => {
    const hours = { opens: '08:00', closes: '15:20' };
    expect(widenedShift(shift, relief({ kind: 'later_shift', ...hours }))).toEqual({ to: '15:20' });
    expect(widenedShift(shift, relief({ kind: 'earlier_shift', ...hours }))).toEqual({ from: '08:00' });
    expect(widenedShift(shift, relief({ kind: 'more_jobs', amount: 7 }))).toEqual({ stops_max: 7 });
    expect(widenedShift(shift, relief({ kind: 'longer_day', amount: 320 }))).toEqual({ minutes_max: 320 });
    expect(widenedShift(shift, relief({ kind: 'further_day', amount: 41 }))).toEqual({ kilometers_max: 41 });
    expect(widenedShift(shift, relief({ kind: 'more_room', amount: 9 }))).toBeNull();
  });

  it('never narrows a shift that is wider by now, nor brings a limit back', () => {
    const hours = { opens: '09:30', closes: '12:40' };
    for (const kind of ['later_shift', 'earlier_shift'] as const) expect(widenedShift(shift, relief({ kind, ...hours }))).toBeNull();
    for (const kind of ['more_jobs', 'longer_day', 'further_day'] as const) {
      expect(widenedShift(shift, relief({ kind, amount: 4 }))).toBeNull();
      expect(widenedShift({ from: '09:00', to: '13:00', stops_max: null }, relief({ kind, amount: 900 }))).toBeNull();
    }
  });

  it('makes the last of the hours end later, or the first begin earlier, in whatever order they stand', () => {
    const windows = [{ opens: '14:00', closes: '16:00' }, { opens: '09:00', closes: '11:00' }];
    expect(widenedWindows(windows, relief({ kind: 'later_window', opens: '14:00', closes: '16:30' }))).toEqual([{ opens: '14:00', closes: '16:30' }, windows[1]]);
    expect(widenedWindows(windows, relief({ kind: 'earlier_window', opens: '08:45', closes: '11:00' }))).toEqual([windows[0], { opens: '08:45', closes: '11:00' }]);
    expect(widenedWindows(windows, relief({ kind: 'later_window', opens: '14:00', closes: '15:30' }))).toBeNull();
    expect(widenedWindows([], relief({ kind: 'earlier_window', opens: '08:00', closes: '09:00' }))).toBeNull();
  });
});

describe('a relief is made on the day as it is now', () => {
  const plan = { id: 'P1', date: '2026-11-21', summary: { policy: 'shortest' } } as unknown as Plan;
  const volunteer = (more: object | null) => ({ id: 'V1', name: 'V1', shift: more && { ...shift, ...more } }) as unknown as Volunteer;
  let fresh: Volunteer[] = [];
  let sent: { method: string; path: string; body: unknown }[] = [];

  beforeEach(() => {
    sent = [];
    desk.clearDay();
    desk.date = '2026-11-21';
    desk.requests = [aRequest()];
    desk.volunteers = [volunteer({})];
    notices.items = [];
    vi.stubGlobal('EventSource', class { addEventListener() {} close() {} });
    vi.stubGlobal('fetch', async (path: string, { method, body }: RequestInit) => {
      if (method !== 'GET') sent.push({ method: method ?? '', path, body: body ? JSON.parse(String(body)) : null });
      const answer = method === 'GET' ? { items: fresh, next: null } : { id: 'RUN', state: 'queued' };
      return new Response(JSON.stringify(answer), { status: 200, headers: { 'Content-Type': 'application/json' } });
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const later = relief({ kind: 'later_shift', opens: '09:00', closes: '15:00' });
  const said = () => notices.items.map(({ text }) => text);
  const calls = () => sent.map(({ method, path }) => `${method} ${path}`);

  it('what somebody else changed meanwhile stays', async () => {
    fresh = [volunteer({ from: '08:00', stops_max: 9 })];
    await relieve(plan, 'R1', later);
    expect(sent[0].body).toMatchObject({ from: '08:00', to: '15:00', stops_max: 9 });
    expect(calls()).toEqual(['PUT /v1/volunteers/V1/shifts/2026-11-21', 'POST /v1/plans']);
  });

  it('where it is as wide already the day is only planned again', async () => {
    fresh = [volunteer({ to: '16:00' })];
    await relieve(plan, 'R1', later);
    expect([calls(), said()]).toEqual([['POST /v1/plans'], [t('why.as_wide')]]);
  });

  it('nothing is changed or planned without a shift, without the request, or for one that is closed', async () => {
    fresh = [volunteer(null)];
    await relieve(plan, 'R1', later);
    await relieve(plan, 'R2', later);
    desk.requests = [aRequest({ date: '2026-11-22' })];
    await relieve(plan, 'R1', later);
    desk.requests = [aRequest({ state: 'closed', outcome: 'cancelled' })];
    await relieve(plan, 'R1', later);
    expect([calls(), said()]).toEqual([[], [t('why.shift.gone'), t('why.request.gone'), t('why.closed')]]);
    expect([isOver(desk.requests[0]), isOver(aRequest()), isOver(undefined)]).toEqual([true, false, false]);
  });
});

describe('what is shown', () => {
  it('is the answer to the newest question, and nothing until it comes', async () => {
    const asked = new NewestAnswer<string>();
    let early: (answer: string) => void = () => {};
    const first = asked.ask(() => new Promise((resolve) => (early = resolve)));
    await asked.ask(async () => 'new');
    early('old');
    await first;
    expect([asked.value, asked.busy]).toEqual(['new', false]);
    const next = asked.ask(() => Promise.reject(new Error('no')));
    expect([asked.value, asked.busy]).toEqual([null, true]);
    await next;
    expect(asked.problem).toEqual(new Error('no'));
  });

  it('goes with its request when the order of a route changes', () => {
    const both = [aVisit({ request: 'R1' }), aVisit({ request: 'R1', second: true })];
    expect(new Set(both.map(visitKey)).size).toBe(2);
    expect(stopKey(aStop('visit', { visits: both }), 3)).toBe(stopKey(aStop('visit', { visits: both }), 1));
    expect(stopKey(aStop('load'), 0)).not.toBe(stopKey(aStop('load'), 2));
  });

  it('names a request whose address is hidden', () => {
    expect(addressOf(aRequest({ address: '' }), 'R1')).toBe(t('hidden.field'));
    expect(addressOf(undefined, 'R1')).toBe('R1');
    expect(addressOfVisit(aVisit())).toBe(t('hidden.field'));
  });
});
