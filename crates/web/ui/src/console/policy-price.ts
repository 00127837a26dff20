// The list of policies (`POLICIES`), and the lines of text about a plan's working times (`dayLines`) and its price
// against the shortest plan (`priceLines`), in driving, volunteers and hours.
import { duration } from '../language/format';
import type { Gaps } from '../language/plural';
import type { DayFigures, PlanSummary, Policy } from '../wire/contract';
import type { Lang } from '../wire/problem';
import type { Key } from './text';

export const POLICIES = ['even', 'soonest', 'shortest', 'fewest'] as const satisfies readonly Policy[];

type Line = [Key, Gaps];

/** `25:10:00` → `01:10`: the hours of a day go on past midnight. */
export function clockOf(time: string | null): string {
  const [hours, minutes] = (time ?? '').split(':');
  return time === null ? '–' : `${String(Number(hours) % 24).padStart(2, '0')}:${minutes}`;
}

/** How much more is driven than by the shortest plan, in whole per cent. */
export function moreDriving(day: DayFigures, shortest: DayFigures): number {
  return Math.round((100 * (day.travel_seconds - shortest.travel_seconds)) / Math.max(shortest.travel_seconds, 1));
}

/** The day by itself. */
export function dayLines({ day, idle }: PlanSummary, lang: Lang): Line[] {
  if (day.routes === 0) return [];
  return [
    ['policy.people', { n: day.routes, all: day.routes + idle.length }],
    ['policy.longest', { longest: duration(day.longest_seconds, lang), mean: duration(day.mean_seconds, lang) }],
    ['policy.last', { last: clockOf(day.last_at), mean: clockOf(day.mean_at) }],
  ];
}

/** The day against the shortest plan; only what differs. Nothing where the shortest was asked for. */
export function priceLines({ day, shortest }: PlanSummary, lang: Lang): Line[] {
  if (!shortest) return [];
  const driving = moreDriving(day, shortest);
  const people = day.routes - shortest.routes;
  const lines: (Line | null)[] = [
    driving === 0 ? null : driving > 0 ? ['policy.driving.more', { percent: driving }] : ['policy.driving.less', { percent: -driving }],
    people === 0 ? null : people > 0 ? ['policy.people.more', { n: people }] : ['policy.people.fewer', { n: -people }],
    clockOf(day.last_at) === clockOf(shortest.last_at) ? null : ['policy.last.instead', { now: clockOf(day.last_at), then: clockOf(shortest.last_at) }],
    clockOf(day.mean_at) === clockOf(shortest.mean_at) ? null : ['policy.mean.instead', { now: clockOf(day.mean_at), then: clockOf(shortest.mean_at) }],
    sameLength(day, shortest, lang) ? null : ['policy.longest.instead', { now: duration(day.longest_seconds, lang), then: duration(shortest.longest_seconds, lang) }],
  ];
  const told = lines.filter((line) => line !== null);
  return told.length > 0 ? told : [['policy.same', {}]];
}

const sameLength = (day: DayFigures, shortest: DayFigures, lang: Lang) => duration(day.longest_seconds, lang) === duration(shortest.longest_seconds, lang);
