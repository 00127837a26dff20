// `RequestDraft`, a request as it is typed in a form (`emptyDraft`, `draftOf`), and what of it is sent: for a new one
// (`creation`) without hub, minutes, wish, second person and visitors where none are given; for a change (`changes`)
// the fields that differ, except the source.
import type { ClockWindow, HelpRequest, Need, Urgency, Visitors } from '../wire/contract';
import { splitList } from './split-list';

export interface RequestDraft {
  source: string;
  address: string;
  /** Empty for what the map says. */
  municipality: string;
  recipient: string;
  phone: string;
  needs: Need[];
  windows: ClockWindow[];
  urgency: Urgency;
  quarantine: boolean;
  /** Hours that had better be met. */
  wish: ClockWindow | null;
  needs_two: boolean;
  /** Ids or names of volunteers, as typed. */
  visitors: VisitorWords;
  service_minutes: number | null;
  hub: string;
  comment: string;
}

export const VISITOR_ROLES = ['only', 'never', 'preferred', 'before'] as const;
export type VisitorWords = Record<(typeof VISITOR_ROLES)[number], string>;

export function emptyDraft(source: string): RequestDraft {
  return {
    source,
    address: '',
    municipality: '',
    recipient: '',
    phone: '',
    needs: [{ goods: 'food', quantity: 1 }],
    windows: [],
    urgency: 'normal',
    quarantine: false,
    wish: null,
    needs_two: false,
    visitors: visitorWords({}),
    service_minutes: null,
    hub: '',
    comment: '',
  };
}

export function draftOf(request: HelpRequest): RequestDraft {
  return {
    source: request.source,
    address: request.address,
    municipality: request.municipality ?? '',
    recipient: request.recipient ?? '',
    phone: request.phone ?? '',
    needs: (request.needs ?? []).map((need) => ({ ...need })),
    windows: (request.windows ?? []).map((window) => ({ ...window })),
    urgency: request.urgency ?? 'normal',
    quarantine: request.quarantine ?? false,
    wish: request.wish ? { ...request.wish } : null,
    needs_two: request.needs_two ?? false,
    visitors: visitorWords(request.visitors ?? {}),
    service_minutes: request.service_minutes ?? null,
    hub: request.hub ?? '',
    comment: request.comment ?? '',
  };
}

function visitorWords(visitors: Visitors): VisitorWords {
  const said = (role: (typeof VISITOR_ROLES)[number]) => (visitors[role] ?? []).join(', ');
  return { only: said('only'), never: said('never'), preferred: said('preferred'), before: said('before') };
}

/** `V001, Анна` → `['V001', 'Анна']`, for every role that names somebody. */
function visitorsOf(typed: VisitorWords): Visitors {
  const named = VISITOR_ROLES.map((role) => [role, splitList(typed[role])] as const);
  return Object.fromEntries(named.filter(([, names]) => names.length > 0));
}

/** Goods that no line names yet, in the order offered: two lines of the same goods are one line with a larger number. */
export function unusedGoods(offered: readonly string[], needs: readonly Need[]): string[] {
  return offered.filter((code) => !needs.some((need) => need.goods === code));
}

type Sent = Partial<Omit<RequestDraft, 'hub' | 'municipality' | 'service_minutes' | 'visitors'>> & { hub?: string | null; municipality?: string | null; service_minutes?: number | null; visitors?: Visitors };

/** Everything that was filled in. */
export function creation(draft: RequestDraft, date: string): Sent & { date: string } {
  const { hub, municipality, service_minutes, wish, needs_two, visitors: typed, ...rest } = draft;
  const visitors = visitorsOf(typed);
  return {
    ...rest,
    date,
    ...(hub ? { hub } : {}),
    ...(municipality.trim() ? { municipality } : {}),
    ...(service_minutes == null ? {} : { service_minutes }),
    ...(wish ? { wish } : {}),
    ...(needs_two ? { needs_two } : {}),
    ...(Object.keys(visitors).length > 0 ? { visitors } : {}),
  };
}

/**
 * Only what differs from before: a change of the comment must not look for the address again. An emptied hub or number
 * of minutes is sent as null, which takes it away; the rest has an empty value of its own.
 */
export function changes(before: RequestDraft, after: RequestDraft): Sent {
  const changed: Record<string, unknown> = {};
  for (const name of Object.keys(after) as (keyof RequestDraft)[]) {
    const value = sent(name, after);
    if (name !== 'source' && JSON.stringify(sent(name, before)) !== JSON.stringify(value)) changed[name] = value;
  }
  return changed as Sent;
}

function sent(name: keyof RequestDraft, draft: RequestDraft): unknown {
  if (name === 'visitors') return visitorsOf(draft.visitors);
  return name === 'hub' || name === 'municipality' ? draft[name] || null : (draft[name] ?? null);
}
