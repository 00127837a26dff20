// How changes by hand are shown: minutes with a sign (`signedMinutes`), the text of a broken rule (`saidOf`), the rules
// that one route breaks (`brokenBy`), and the place one up or down (`placeBeside`).
import type { Route, Violation } from '../wire/contract';
import type { Lang } from '../wire/problem';
import { visitsOf } from './routes-view';

/** Minutes with their sign, as people say a difference: “+12”, “−3”, “0”. */
export function signedMinutes(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return minutes > 0 ? `+${minutes}` : minutes < 0 ? `−${-minutes}` : '0';
}

/** What a rule that is broken says, in the language of the screen. */
export const saidOf = (violation: Violation, lang: Lang) => (lang === 'ru' ? violation.text_ru : violation.text);

/** The rules that a route breaks. */
export function brokenBy(violations: readonly Violation[], route: Pick<Route, 'volunteer' | 'stops'>): Violation[] {
  const own = new Set(visitsOf(route).map((visit) => visit.request));
  return violations.filter(({ volunteer, request }) => volunteer === route.volunteer || (volunteer === null && request !== null && own.has(request)));
}

/** Where a visit goes one up or one down: after so many others. Null at the end of the route. */
export function placeBeside(index: number, count: number, step: -1 | 1): number | null {
  const place = index + step;
  return place < 0 || place >= count ? null : place;
}
