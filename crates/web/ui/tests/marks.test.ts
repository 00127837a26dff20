// Tests of `marks.ts`: one mark on a visit, a route with marks, which stop is done and which is next, and when a route
// must be accepted.
import { describe, expect, it } from 'vitest';
import { after, marked, needsAcceptance, nextStop, progress, type Standing, stopDone } from '../src/volunteer/marks';
import type { OwnRoute, PhoneEvent, RequestState, Stop } from '../src/wire/contract';
import { anOwnRoute, aStop, aVisit } from './examples';

const load = (hub: string): Stop => aStop('load', { hub, name: hub });
const visit = (...requests: string[]): Stop =>
  aStop('visit', { requests, visits: requests.map((request) => aVisit({ request, address: request, needs: [{ goods: 'food', quantity: 1 }] })) });

const route = (...stops: Stop[]): OwnRoute => anOwnRoute({ stops });

const event = (request: string, kind: PhoneEvent['kind'], outcome?: PhoneEvent['outcome']): PhoneEvent => ({ id: `${request}${kind}`, request, kind, outcome, occurred_at: '' });
const loading = (stop: number, kind: PhoneEvent['kind']): PhoneEvent => ({ id: `${stop}${kind}`, stop, kind, occurred_at: '2026-11-21T09:00:00Z' });
const pause = aStop('break');

describe('a mark', () => {
  const standing = (state: RequestState): Standing => ({ state, outcome: null });

  it('accepts only what was published', () => {
    expect(after(standing('published'), event('a', 'accepted')).state).toBe('accepted');
    expect(after(standing('en_route'), event('a', 'accepted')).state).toBe('en_route');
  });

  it('taken back returns to what was before the first of the outcomes', () => {
    const driving = after(standing('accepted'), event('a', 'en_route'));
    const done = after(after(driving, event('a', 'closed', 'not_home')), event('a', 'closed', 'in_hand'));
    expect(done).toMatchObject({ state: 'closed', outcome: 'in_hand' });
    expect(after(done, event('a', 'undone'))).toEqual({ state: 'en_route', outcome: null });
  });

  it('taken back twice changes nothing more', () => {
    const once = after({ state: 'closed', outcome: 'in_hand' }, event('a', 'undone'));
    expect(once.state).toBe('accepted');
    expect(after(once, event('a', 'undone'))).toEqual(once);
  });
});

describe('the route with marks', () => {
  it('shows each flat of a house by itself and leaves what the server said untouched', () => {
    const told = route(load('H1'), visit('a', 'b'));
    const seen = marked(told, [event('a', 'closed', 'in_hand'), event('unknown', 'closed', 'in_hand')]);
    expect(seen.stops[1].visits?.map(({ state, outcome }) => [state, outcome])).toEqual([['closed', 'in_hand'], ['published', null]]);
    expect(told.stops[1].visits?.[0].state).toBe('published');
    expect(progress(seen)).toEqual({ done: 1, all: 2 });
  });

  it('goes on to the next stop only when the whole house is done', () => {
    const told = marked(route(load('H1'), visit('a', 'b'), visit('c')), [loading(0, 'loaded')]);
    expect(nextStop(route(load('H1'), visit('a')).stops, new Set())).toBe(0);
    expect(nextStop(told.stops, new Set())).toBe(1);
    expect(nextStop(marked(told, [event('a', 'closed', 'in_hand')]).stops, new Set())).toBe(1);
    expect(nextStop(marked(told, [event('a', 'closed', 'in_hand'), event('b', 'closed', 'refused')]).stops, new Set())).toBe(2);
  });

  it.each(['cancelled', 'refused', 'not_home', 'in_hand'] as const)('a later visit closed as %s makes no loading done', (outcome) => {
    const seen = marked(route(load('H1'), visit('a'), load('H2'), visit('b')), [event('b', 'closed', outcome), event('a', 'en_route')]);
    expect(stopDone(seen.stops, 0, new Set())).toBe(false);
    expect(stopDone(seen.stops, 2, new Set())).toBe(false);
    expect(nextStop(seen.stops, new Set())).toBe(0);
  });

  it('a loading is done when its volunteer says so, and not when that is taken back', () => {
    const told = route(load('H1'), load('H2'), visit('a'));
    const second = marked(told, [loading(1, 'loaded')]);
    expect([0, 1].map((index) => stopDone(second.stops, index, new Set()))).toEqual([false, true]);
    expect(stopDone(marked(second, [loading(1, 'undone')]).stops, 1, new Set())).toBe(false);
    expect(told.stops[1].loaded_at).toBeUndefined();
  });

  it('a break is over when it is ticked, or when somebody after it is driven to or was brought something', () => {
    const told = route(pause, visit('a'));
    expect(stopDone(told.stops, 0, new Set())).toBe(false);
    expect(stopDone(told.stops, 0, new Set([0]))).toBe(true);
    expect(stopDone(marked(told, [event('a', 'closed', 'cancelled')]).stops, 0, new Set())).toBe(false);
    expect(stopDone(marked(told, [event('a', 'closed', 'in_hand')]).stops, 0, new Set())).toBe(true);
    expect(stopDone(marked(told, [event('a', 'en_route')]).stops, 0, new Set())).toBe(true);
  });

  it('has no next stop when all is done', () => {
    const seen = marked(route(load('H1'), visit('a')), [loading(0, 'loaded'), event('a', 'closed', 'in_hand')]);
    expect(nextStop(seen.stops, new Set())).toBe(-1);
  });

  it('asks to accept until the first sign of driving', () => {
    const told = route(load('H1'), visit('a'), visit('b'));
    expect(needsAcceptance(told)).toBe(true);
    expect(needsAcceptance(marked(told, [event('a', 'accepted'), event('b', 'accepted')]))).toBe(false);
    expect(needsAcceptance(marked(told, [event('a', 'en_route')]))).toBe(false);
    expect(needsAcceptance(marked(told, [event('a', 'closed', 'cancelled')]))).toBe(true);
  });
});
