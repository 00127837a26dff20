// Tests of `hand-view.ts`: signed minutes, on which route a broken rule is told, and the place one up or down.
import { describe, expect, it } from 'vitest';
import { brokenBy, placeBeside, signedMinutes } from '../src/console/hand-view';
import type { Route, Violation } from '../src/wire/contract';

const violation = (volunteer: string | null, request: string | null): Violation => ({ rule: 'window', volunteer, request, text: 'late', text_ru: 'поздно' });

function route(volunteer: string, requests: string[]): Pick<Route, 'volunteer' | 'stops'> {
  const visits = requests.map((request) => ({ request }));
  return { volunteer, stops: [{ kind: 'visit', requests, visits }] as unknown as Route['stops'] };
}

describe('minutes', () => {
  it('have a sign where they differ', () => {
    expect([signedMinutes(720), signedMinutes(-200), signedMinutes(20)]).toEqual(['+12', '−3', '0']);
  });
});

describe('a broken rule', () => {
  it('is told on the route it is about, by volunteer or else by request', () => {
    const all = [violation('V1', 'R1'), violation('V2', null), violation(null, 'R9'), violation(null, null)];
    expect(brokenBy(all, route('V1', ['R1']))).toEqual([all[0]]);
    expect(brokenBy(all, route('V2', ['R9']))).toEqual([all[1], all[2]]);
    expect(brokenBy(all, route('V3', ['R1']))).toEqual([]);
  });
});

describe('a visit', () => {
  it('goes one place up or down, and no further than the ends', () => {
    expect([placeBeside(0, 3, -1), placeBeside(1, 3, -1), placeBeside(1, 3, 1), placeBeside(2, 3, 1)]).toEqual([null, 0, 2, null]);
  });
});
