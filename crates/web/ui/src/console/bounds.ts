// What a person who logs in is bound to, as it is typed (`BoundsWords`) and as it is sent (`sentBounds`); which lists a
// role has is the server's rule, repeated here so that the form asks for nothing in vain.
import type { StaffMember } from '../wire/contract';
import { splitList } from './split-list';

export const ROLES = ['administrator', 'coordinator', 'operator', 'agency_owner', 'curator', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

export const BOUNDS = ['organisations', 'municipalities', 'sources'] as const;
export type Bound = (typeof BOUNDS)[number];
export type BoundsWords = Record<Bound, string>;

const OF_ROLE: Record<Role, readonly Bound[]> = {
  administrator: [],
  coordinator: [],
  operator: BOUNDS,
  agency_owner: ['organisations', 'sources'],
  curator: ['municipalities'],
  auditor: [],
};

export function boundsOf(role: string): readonly Bound[] {
  return OF_ROLE[role as Role] ?? [];
}

/** Whether a role must be bound to something. */
export function mustBind(role: string): boolean {
  return role === 'agency_owner' || role === 'curator';
}

export function emptyBounds(): BoundsWords {
  return { organisations: '', municipalities: '', sources: '' };
}

export function wordsOf(one: StaffMember): BoundsWords {
  return { organisations: one.organisations.join(', '), municipalities: one.municipalities.join(', '), sources: one.sources.join(', ') };
}

/** What is sent for a role: the lists that it has and that say something. */
export function sentBounds(role: string, typed: BoundsWords): Partial<Record<Bound, string[]>> {
  const lists = boundsOf(role).map((bound) => [bound, splitList(typed[bound])] as const);
  return Object.fromEntries(lists.filter(([, names]) => names.length > 0));
}

/** Whether enough is typed for a role. */
export function isBound(role: string, typed: BoundsWords): boolean {
  return !mustBind(role) || Object.keys(sentBounds(role, typed)).length > 0;
}

/** Whether a new role is given only when it is said to what: it must be bound, or bounds of before would be lost. */
export function asksForBounds(one: StaffMember, to: string): boolean {
  return mustBind(to) || (boundsOf(to).length > 0 && boundLine(one) !== '');
}

/** What a person is bound to, in one line; empty for the whole region. */
export function boundLine(one: StaffMember): string {
  return [...one.organisations, ...one.municipalities, ...one.sources].join(', ');
}
