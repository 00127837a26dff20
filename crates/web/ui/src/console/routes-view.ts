// What a route comes to: how many addresses, how much of it is done.
import type { Route, Stop, Visit } from '../wire/shapes';
import { isServed } from '../wire/state-look';

export function visitsOf(route: Pick<Route, 'stops'>): Visit[] {
  return route.stops.flatMap((stop) => stop.visits ?? []);
}

export interface Progress {
  all: number;
  served: number;
  failed: number;
  accepted: boolean;
  onWay: boolean;
}

export function progressOf(route: Pick<Route, 'stops'>): Progress {
  const visits = visitsOf(route);
  const closed = visits.filter((visit) => visit.state === 'closed');
  const served = closed.filter((visit) => isServed(visit.outcome)).length;
  return {
    all: visits.length,
    served,
    failed: closed.length - served,
    accepted: visits.some((visit) => visit.state === 'accepted' || visit.state === 'en_route' || visit.state === 'closed'),
    onWay: visits.some((visit) => visit.state === 'en_route'),
  };
}

/** Visits are counted from 1 along the route; loading stops have no number. */
export function visitNumbers(stops: readonly Stop[]): number[] {
  let last = 0;
  return stops.map((stop) => (stop.kind === 'visit' ? (last += 1) : 0));
}
