// Applies reports made on the phone ("marks") to the route that the server sent (`marked`; one mark: `after`), and
// computes which stops are done (`stopDone`), which is next (`nextStop`), the progress, and whether the route must
// still be accepted (`needsAcceptance`).
import type { Outcome, OwnRoute, PhoneEvent, RequestState, Stop, Visit } from '../wire/contract';

export interface Standing {
  state: RequestState;
  outcome: Outcome | null;
  /** What taking an outcome back returns to, where this phone knows it. */
  before?: RequestState;
}

/** Where a request stands after one more mark; the same fold as the server's. */
export function after(standing: Standing, event: Pick<PhoneEvent, 'kind' | 'outcome'>): Standing {
  const { state } = standing;
  switch (event.kind) {
    case 'accepted':
      return state === 'published' ? { state: 'accepted', outcome: null } : standing;
    case 'en_route':
      return state === 'closed' ? standing : { state: 'en_route', outcome: null };
    case 'closed':
      return { state: 'closed', outcome: event.outcome ?? null, before: state === 'closed' ? standing.before : state };
    case 'undone':
      return state === 'closed' ? { state: standing.before ?? 'accepted', outcome: null } : standing;
    case 'loaded':
      return standing;
  }
}

/** The route with marks applied, in the order they were made. */
export function marked(route: OwnRoute, events: readonly PhoneEvent[]): OwnRoute {
  if (events.length === 0) return route;
  const standings = new Map<string, Standing>();
  for (const visit of visits(route)) standings.set(visit.request, { state: visit.state, outcome: visit.outcome ?? null });
  const loaded = new Map<number, string | undefined>();
  for (const event of events) {
    if (event.stop !== undefined) loaded.set(event.stop, event.kind === 'loaded' ? event.occurred_at : undefined);
    const standing = event.request === undefined ? undefined : standings.get(event.request);
    if (standing && event.request !== undefined) standings.set(event.request, after(standing, event));
  }
  return {
    ...route,
    stops: route.stops.map((stop, index) => ({
      ...stop,
      ...(stop.kind === 'load' && loaded.has(index) ? { loaded_at: loaded.get(index) } : {}),
      visits: stop.visits?.map((visit) => {
        const standing = standings.get(visit.request);
        return standing ? { ...visit, state: standing.state, outcome: standing.outcome } : visit;
      }),
    })),
  };
}

export function visits(route: Pick<OwnRoute, 'stops'>): Visit[] {
  return route.stops.flatMap((stop) => stop.visits ?? []);
}

const SERVED: readonly (Outcome | null | undefined)[] = ['in_hand', 'at_door', 'partial'];
const served = (visit: Visit) => visit.state === 'closed' && SERVED.includes(visit.outcome);
/** A sign of driving: on the way, or closed by the volunteer; what the coordinator called off is none. */
const begun = (visit: Visit) => visit.state === 'en_route' || (visit.state === 'closed' && visit.outcome !== 'cancelled');

/**
 * A visit stop is done when all its visits are; a loading when its volunteer said so; a break when it was ticked, or when
 * somebody after it was brought something or is being driven to.
 */
export function stopDone(stops: readonly Stop[], index: number, rested: ReadonlySet<number>): boolean {
  const stop = stops[index];
  switch (stop.kind) {
    case 'visit':
      return (stop.visits ?? []).every((visit) => visit.state === 'closed');
    case 'load':
      return Boolean(stop.loaded_at);
    case 'break':
      return rested.has(index) || stops.slice(index + 1).some((later) => (later.visits ?? []).some((visit) => visit.state === 'en_route' || served(visit)));
  }
}

/** The stop to go to now; -1 when all is done. */
export function nextStop(stops: readonly Stop[], rested: ReadonlySet<number>): number {
  return stops.findIndex((_, index) => !stopDone(stops, index, rested));
}

export function progress(route: OwnRoute): { done: number; all: number } {
  const all = visits(route);
  return { done: all.filter((visit) => visit.state === 'closed').length, all: all.length };
}

export function needsAcceptance(route: OwnRoute): boolean {
  const all = visits(route);
  return all.length > 0 && all.some((visit) => visit.state === 'published') && !all.some(begun);
}
