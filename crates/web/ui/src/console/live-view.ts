// Numbers of the day on the road for `Donut.svelte` (`partsOf`, from the server's counts) with the parts and their
// looks; and the requests closed without being served or cancelled (`troubles`).
import type { Look } from '../map/colors';
import type { DayCounts, HelpRequest } from '../wire/contract';
import { isServed } from '../wire/state-look';

/** Every request that somebody still needs or needed is in one of these. */
export const PARTS = ['served', 'failed', 'on_way', 'accepted', 'published', 'left'] as const;
export type Part = (typeof PARTS)[number];

export const PART_LOOK: Record<Part, Look | 'waiting'> = {
  served: 'served',
  failed: 'failed',
  on_way: 'on_way',
  accepted: 'planned',
  published: 'waiting',
  left: 'ready',
};

export interface DayParts {
  parts: Record<Part, number>;
  /** Called off: nobody has to go there, so they are no part of the whole. */
  cancelled: number;
}

export function partsOf(counts: DayCounts): DayParts {
  const { served, failed, en_route: on_way, accepted, published, cancelled } = counts;
  const left = counts.new + counts.needs_info + counts.located + counts.planned;
  return { parts: { served, failed, on_way, accepted, published, left }, cancelled };
}

/** What a coordinator must act upon: visits that came to nothing. */
export function troubles(requests: readonly HelpRequest[]): HelpRequest[] {
  return requests.filter((request) => request.state === 'closed' && !isServed(request.outcome) && request.outcome !== 'cancelled');
}
