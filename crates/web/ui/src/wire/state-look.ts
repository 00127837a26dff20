// `look` maps the eight states and ten outcomes of a request to the seven looks it is drawn in; `isServed` tells
// which outcomes are a delivery.
import type { Look } from '../map/colors';
import type { Outcome, RequestState } from './contract';

const SERVED: readonly Outcome[] = ['in_hand', 'at_door', 'partial'];

export function isServed(outcome: Outcome | null | undefined): boolean {
  return outcome != null && SERVED.includes(outcome);
}

export function look(state: RequestState, outcome?: Outcome | null): Look {
  switch (state) {
    case 'needs_info':
      return 'needs_info';
    case 'new':
    case 'located':
      return 'ready';
    case 'planned':
    case 'published':
    case 'accepted':
      return 'planned';
    case 'en_route':
      return 'on_way';
    case 'closed':
      if (outcome === 'cancelled') return 'cancelled';
      return isServed(outcome) ? 'served' : 'failed';
  }
}
