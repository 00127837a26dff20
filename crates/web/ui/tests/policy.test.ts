// Tests of `policy-price.ts`: the price of a policy against the shortest plan, and the lines about the day of a plan.
import { describe, expect, it } from 'vitest';
import { clockOf, dayLines, moreDriving, POLICIES, priceLines } from '../src/console/policy-price';
import type { DayFigures, PlanSummary } from '../src/wire/contract';

const figures = (more: Partial<DayFigures> = {}): DayFigures => ({
  served: 60, routes: 6, travel_seconds: 10_000, longest_seconds: 8 * 3600, mean_seconds: 5 * 3600, last_at: '16:30:00', mean_at: '12:20:00', ...more,
});

const summary = (more: Partial<PlanSummary> = {}): PlanSummary => ({
  served: 60, unassigned: 0, needs_info: 0, routes: 6, travel_seconds: 10_000, distance_meters: 0, cost: 0, violations: 0, seconds: 1,
  policy: 'even', day: figures(), shortest: null, idle: [], shortages: [], ...more,
});

describe('what a policy costs', () => {
  it('is told against the shortest plan, only where something differs', () => {
    const day = figures({ routes: 11, travel_seconds: 10_900, last_at: '13:10:00', longest_seconds: 5 * 3600 });
    expect(priceLines(summary({ day, shortest: figures() }), 'ru')).toEqual([
      ['policy.driving.more', { percent: 9 }],
      ['policy.people.more', { n: 5 }],
      ['policy.last.instead', { now: '13:10', then: '16:30' }],
      ['policy.longest.instead', { now: '5\u00a0ч', then: '8\u00a0ч' }],
    ]);
  });

  it('is nothing for the shortest itself, and said to be nothing where nothing differs', () => {
    expect(priceLines(summary(), 'ru')).toEqual([]);
    expect(priceLines(summary({ shortest: figures() }), 'ru')).toEqual([['policy.same', {}]]);
  });

  it('may be less driving and fewer people', () => {
    const day = figures({ routes: 4, travel_seconds: 9_000 });
    expect(priceLines(summary({ day, shortest: figures() }), 'en')).toEqual([
      ['policy.driving.less', { percent: 10 }],
      ['policy.people.fewer', { n: 2 }],
    ]);
    expect(moreDriving(figures(), figures({ travel_seconds: 0 }))).toBe(1_000_000);
  });
});

describe('the day of a plan', () => {
  it('counts those who stay at home among those who came', () => {
    expect(dayLines(summary({ idle: ['V1', 'V2'] }), 'ru')[0]).toEqual(['policy.people', { n: 6, all: 8 }]);
  });

  it('says nothing of a plan that was made before it was told', () => {
    expect(dayLines(summary({ day: figures({ routes: 0 }) }), 'ru')).toEqual([]);
  });

  it('writes hours past midnight as the clock shows them', () => {
    expect(clockOf('25:10:00')).toBe('01:10');
    expect(clockOf('09:05:59')).toBe('09:05');
    expect(clockOf(null)).toBe('–');
  });

  it('offers every policy once', () => {
    expect(new Set(POLICIES).size).toBe(POLICIES.length);
  });
});
