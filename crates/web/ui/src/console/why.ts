// Why a request is left out, or where it is: asking the server, and making what would let it in.
import { call } from '../wire/call';
import type { ClockWindow, HelpRequest, Plan, Relief, ShiftDraft, Why } from '../wire/contract';
import { desk } from './desk.svelte';
import { makeMoves } from './hand';
import { keepShift } from './volunteers-and-hubs';
import { buildPlan } from './planning';
import { changeRequest } from './request-change';

/** How long the day is searched anew after a change, as an ordinary day is. */
const SEARCH_SECONDS = 10;

/** The answer about one request of a plan. */
export function whyOf(plan: Plan, request: string, second: boolean): Promise<Why> {
  return call<Why>('GET', `/v1/plans/${plan.id}/why/${encodeURIComponent(request)}${second ? '?second=true' : ''}`);
}

/** How a relief is made: at once on the draft, by a change of the day and planning again, or in the card that opens. */
export function wayOf({ kind, skill }: Relief): 'move' | 'plan' | 'open' {
  if (kind === 'as_it_is') return 'move';
  if (kind === 'more_room' || kind === 'one_more_car' || (kind === 'without_skill' && skill === null)) return 'open';
  return 'plan';
}

/** The windows of a request after a relief: the last closes later, or the first opens earlier. */
export function easedWindows(windows: readonly ClockWindow[], relief: Pick<Relief, 'kind' | 'opens' | 'closes'>): ClockWindow[] {
  const { kind, opens, closes } = relief;
  const last = Math.max(...windows.map((window) => minutes(window.closes)));
  const first = Math.min(...windows.map((window) => minutes(window.opens)));
  return windows.map((window) => {
    if (kind === 'later_window' && closes && minutes(window.closes) === last) return { ...window, closes };
    if (kind === 'earlier_window' && opens && minutes(window.opens) === first) return { ...window, opens };
    return window;
  });
}

const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** What of a shift a relief changes. */
export function easedShift({ kind, opens, closes, amount }: Pick<Relief, 'kind' | 'opens' | 'closes' | 'amount'>): Partial<ShiftDraft> {
  switch (kind) {
    case 'later_shift':
    case 'earlier_shift':
      return { from: opens ?? undefined, to: closes ?? undefined };
    case 'more_jobs':
      return { stops_max: amount };
    case 'longer_day':
      return { minutes_max: amount };
    case 'further_day':
      return { kilometers_max: amount };
    default:
      return {};
  }
}

/** Makes a relief, and plans the day again where it changes the day; pins and locked routes are kept. */
export async function relieve(plan: Plan, request: HelpRequest, relief: Relief): Promise<void> {
  const volunteer = relief.volunteer === null ? null : (desk.volunteerById.get(relief.volunteer) ?? null);
  if (wayOf(relief) === 'open') {
    if (relief.kind === 'without_skill') desk.open('request', request.id);
    else if (volunteer) desk.open('volunteer', volunteer.id);
    else desk.tab = 'volunteers';
    return;
  }
  if (relief.kind === 'as_it_is') {
    if (relief.volunteer) await makeMoves([{ act: 'move', request: request.id, second: false, volunteer: relief.volunteer, place: relief.place }]);
    return;
  }
  if (relief.kind === 'without_skill') {
    await changeRequest(request, { skills: (request.skills ?? []).filter((skill) => skill !== relief.skill) });
  } else if (relief.kind === 'later_window' || relief.kind === 'earlier_window') {
    await changeRequest(request, { windows: easedWindows(request.windows ?? [], relief) });
  } else if (volunteer?.shift) {
    await keepShift(volunteer, { ...volunteer.shift, ...easedShift(relief) });
  }
  await buildPlan(SEARCH_SECONDS, plan.summary.policy);
}
