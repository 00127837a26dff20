// Calls that store volunteers and hubs, store and remove shifts, and fetch the list again; what of a shift is sent
// (`sentShift`), whether a known place is kept (`keptPoint`), and the next free id (`nextId`).
import { call, callAll } from '../wire/call';
import type { Hub, Point, ShiftDraft, Volunteer } from '../wire/contract';
import { desk } from './desk.svelte';

/** Of the day that is shown; of a day that was left meanwhile nothing is kept. */
export async function refreshVolunteers(): Promise<void> {
  const date = desk.date;
  const volunteers = await callAll<Volunteer>(`/v1/volunteers?date=${date}`);
  if (date === desk.date) desk.volunteers = volunteers;
}

/** A known place stays while its address stays; a new address is looked for anew. */
export function keptPoint(before: string | undefined, after: string, point: Point | null | undefined): { point?: Point } {
  return point && before === after ? { point } : {};
}

export type VolunteerDraft = Pick<Volunteer, 'id' | 'name' | 'home'> & { organisation: string; phone: string; skills: string[]; red_zone: boolean; point?: Point };

export async function keepVolunteer(draft: VolunteerDraft, version: number | undefined): Promise<void> {
  const { id, ...body } = draft;
  try {
    await call('PUT', `/v1/volunteers/${encodeURIComponent(id)}`, { body, version });
  } finally {
    // Also after a conflict: the next try is then against what is shown.
    await refreshVolunteers();
  }
}

function shiftPath(volunteer: string): string {
  return `/v1/volunteers/${encodeURIComponent(volunteer)}/shifts/${desk.date}`;
}

/** What of a shift is sent: an empty field is no limit, and kind and capacity of a vehicle that is kept are its own. */
export function sentShift(shift: ShiftDraft & { vehicle_label?: string }): Partial<ShiftDraft> {
  const { vehicle_label: _label, ...told } = shift;
  const filled = Object.entries(told).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const own = told.vehicle_id ? ['vehicle', 'capacity'] : [];
  return Object.fromEntries(filled.filter(([name]) => !own.includes(name)));
}

export async function keepShift(volunteer: Volunteer, shift: ShiftDraft): Promise<void> {
  const body = sentShift(shift);
  try {
    await call('PUT', shiftPath(volunteer.id), { body });
  } finally {
    await refreshVolunteers();
  }
}

export async function removeShift(volunteer: Volunteer): Promise<void> {
  try {
    await call('DELETE', shiftPath(volunteer.id));
  } finally {
    await refreshVolunteers();
  }
}

export type HubDraft = Pick<Hub, 'id' | 'name' | 'address' | 'opens' | 'closes' | 'offers'> & { point?: Point };

export async function keepHub(draft: HubDraft, version: number | undefined): Promise<void> {
  const { id, ...body } = draft;
  try {
    await call('PUT', `/v1/hubs/${encodeURIComponent(id)}`, { body, version });
  } finally {
    desk.hubs = await callAll<Hub>('/v1/hubs');
  }
}

/** The next free number after those in use: V012 → V013. */
export function nextId(ids: readonly string[], prefix: string, width: number): string {
  const used = ids.map((id) => (id.startsWith(prefix) ? Number(id.slice(prefix.length)) : Number.NaN));
  const last = Math.max(0, ...used.filter(Number.isInteger));
  return `${prefix}${String(last + 1).padStart(width, '0')}`;
}
