// The day on the road in numbers.
import type { Look } from '../map/colors';
import type { HelpRequest, Route, Visit } from '../wire/shapes';
import { isServed } from '../wire/state-look';
import { visitsOf } from './routes-view';

export const PARTS = ['served', 'failed', 'on_way', 'accepted', 'published'] as const;
export type Part = (typeof PARTS)[number];

export const PART_LOOK: Record<Part, Look | 'waiting'> = {
  served: 'served',
  failed: 'failed',
  on_way: 'on_way',
  accepted: 'planned',
  published: 'waiting',
};

export function partOf(visit: Pick<Visit, 'state' | 'outcome'>): Part {
  if (visit.state === 'closed') return isServed(visit.outcome) ? 'served' : 'failed';
  if (visit.state === 'en_route') return 'on_way';
  return visit.state === 'accepted' ? 'accepted' : 'published';
}

export function countParts(routes: readonly Route[]): Record<Part, number> {
  const counts: Record<Part, number> = { served: 0, failed: 0, on_way: 0, accepted: 0, published: 0 };
  for (const visit of routes.flatMap(visitsOf)) counts[partOf(visit)] += 1;
  return counts;
}

/** What a coordinator must act upon: visits that came to nothing. */
export function troubles(requests: readonly HelpRequest[]): HelpRequest[] {
  return requests.filter((request) => request.state === 'closed' && !isServed(request.outcome) && request.outcome !== 'cancelled');
}
