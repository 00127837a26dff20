// What happens on the road, as it travels.
import type { Outcome, RequestState, Point } from './shapes';

export type StatusKind = 'accepted' | 'en_route' | 'closed' | 'undone' | 'loaded';

/** What the coordinator's stream tells about one request. */
export interface StatusNews {
  request: string;
  /** `taken_in planned amended turned`, or the kind of a volunteer's event. */
  cause?: string;
  state: RequestState;
  outcome?: Outcome | null;
  volunteer?: string | null;
  occurred_at?: string;
  note?: string;
}

/** What the coordinator's stream tells about one loading. */
export interface LoadingNews {
  plan: string;
  volunteer: string;
  stop: number;
  loaded_at: string | null;
}

/** One event of a request's past. */
export interface PastEvent {
  id: string;
  request: string;
  kind: StatusKind;
  outcome?: Outcome | null;
  occurred_at: string;
  volunteer?: string;
  note?: string;
}

/** A mark of the phone: about a request, or about a loading by its place among the stops. */
export interface PhoneEvent {
  id: string;
  request?: string;
  stop?: number;
  kind: StatusKind;
  outcome?: Outcome;
  occurred_at: string;
  note?: string;
  /** Where it was pressed, of who agreed to say so. */
  point?: Point;
}

export interface EventResult {
  id: string;
  result: 'applied' | 'duplicate' | 'late' | 'orphan' | 'conflict' | 'rejected';
  why?: string;
}
