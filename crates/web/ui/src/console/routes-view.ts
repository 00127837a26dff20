// Helpers for routes: its visits (`visitsOf`), its progress (`progressOf`: visits served, failed, cancelled; accepted,
// on the way), what its volunteer closed on an earlier route (`closedEarlier`), and the numbers of visit stops
// (`visitNumbers`); and the keys by which rows of stops and visits are told apart (`stopKey`, `visitKey`).
import type { HelpRequest, Route, Stop, Visit } from '../wire/contract';
import { isServed } from '../wire/state-look';

export function visitsOf(route: Pick<Route, 'stops'>): Visit[] {
  return route.stops.flatMap((stop) => stop.visits ?? []);
}

export interface Progress {
  /** Those to be visited; what was called off is none of them. */
  all: number;
  served: number;
  failed: number;
  cancelled: number;
  accepted: boolean;
  onWay: boolean;
}

/** `earlier` are requests that its volunteer has closed on a route of a plan before. */
export function progressOf(route: Pick<Route, 'stops'>, earlier: readonly Pick<HelpRequest, 'state' | 'outcome'>[] = []): Progress {
  const own = visitsOf(route);
  const ended = [...own, ...earlier].filter((visit) => visit.state === 'closed');
  const served = ended.filter((visit) => isServed(visit.outcome)).length;
  const cancelled = ended.filter((visit) => visit.outcome === 'cancelled').length;
  const isBegun = (visit: Visit) => visit.state === 'accepted' || visit.state === 'en_route' || visit.state === 'closed';
  return {
    all: own.length + earlier.length - cancelled,
    served,
    failed: ended.length - served - cancelled,
    cancelled,
    accepted: own.some((visit) => isBegun(visit) && visit.outcome !== 'cancelled'),
    onWay: own.some((visit) => visit.state === 'en_route'),
  };
}

/** What a volunteer has closed and no route of theirs shows any more. */
export function closedEarlier(route: Pick<Route, 'stops' | 'volunteer'>, requests: readonly HelpRequest[]): HelpRequest[] {
  const shown = new Set(visitsOf(route).map((visit) => visit.request));
  return requests.filter((request) => request.volunteer === route.volunteer && request.state === 'closed' && !shown.has(request.id));
}

/** Its row stays with a visit wherever it goes: on a route a request is once, or twice with its second person. */
export function visitKey(visit: Pick<Visit, 'request' | 'second'>): string {
  return `${visit.request} ${visit.second}`;
}

/** A stop goes with its first visit; loadings and breaks have nothing of their own to keep. */
export function stopKey(stop: Pick<Stop, 'kind' | 'visits'>, index: number): string {
  const first = stop.visits?.[0];
  return first ? visitKey(first) : `${stop.kind} ${index}`;
}

/** Visits are counted from 1 along the route; loading stops have no number. */
export function visitNumbers(stops: readonly Stop[]): number[] {
  let last = 0;
  return stops.map((stop) => (stop.kind === 'visit' ? (last += 1) : 0));
}
