// A request as it is being typed, and what of it is sent.
import type { ClockWindow, HelpRequest, Need, Urgency } from '../wire/shapes';

export interface RequestDraft {
  source: string;
  address: string;
  recipient: string;
  phone: string;
  needs: Need[];
  windows: ClockWindow[];
  urgency: Urgency;
  quarantine: boolean;
  service_minutes: number | null;
  hub: string;
  comment: string;
}

export function emptyDraft(source: string): RequestDraft {
  return {
    source,
    address: '',
    recipient: '',
    phone: '',
    needs: [{ goods: 'food', quantity: 1 }],
    windows: [],
    urgency: 'normal',
    quarantine: false,
    service_minutes: null,
    hub: '',
    comment: '',
  };
}

export function draftOf(request: HelpRequest): RequestDraft {
  return {
    source: request.source,
    address: request.address,
    recipient: request.recipient ?? '',
    phone: request.phone ?? '',
    needs: (request.needs ?? []).map((need) => ({ ...need })),
    windows: (request.windows ?? []).map((window) => ({ ...window })),
    urgency: request.urgency ?? 'normal',
    quarantine: request.quarantine ?? false,
    service_minutes: request.service_minutes ?? null,
    hub: request.hub ?? '',
    comment: request.comment ?? '',
  };
}

/** Goods that no line names yet, in the order offered: two lines of the same goods are one line with a larger number. */
export function unusedGoods(offered: readonly string[], needs: readonly Need[]): string[] {
  return offered.filter((code) => !needs.some((need) => need.goods === code));
}

type Sent = Partial<Omit<RequestDraft, 'hub' | 'service_minutes'>> & { hub?: string | null; service_minutes?: number | null };

/** Everything that was filled in. */
export function creation(draft: RequestDraft, date: string): Sent & { date: string } {
  const { hub, service_minutes, ...rest } = draft;
  return { ...rest, date, ...(hub ? { hub } : {}), ...(service_minutes ? { service_minutes } : {}) };
}

/** Only what differs from before: a change of the comment must not look for the address again. */
export function changes(before: RequestDraft, after: RequestDraft): Sent {
  const changed: Record<string, unknown> = {};
  for (const name of Object.keys(after) as (keyof RequestDraft)[]) {
    if (name === 'source' || JSON.stringify(before[name]) === JSON.stringify(after[name])) continue;
    changed[name] = name === 'hub' || name === 'service_minutes' ? after[name] || null : after[name];
  }
  return changed as Sent;
}
