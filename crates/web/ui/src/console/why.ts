// Why a request is left out, or where it is: asking the server, and making what would let it in.
import { call } from '../wire/call';
import type { ClockWindow, HelpRequest, Plan, Relief, ShiftDraft, Why } from '../wire/contract';
import { desk } from './desk.svelte';
import { makeMoves } from './hand';
import { notices } from './notices.svelte';
import { buildPlan } from './planning';
import { changeRequest } from './request-change';
import { t } from './text';
import { keepShift, refreshVolunteers } from './volunteers-and-hubs';

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

/** A closed request is to be visited no more: nothing is changed for it. */
export function isOver(request: Pick<HelpRequest, 'state'> | undefined): boolean {
  return request?.state === 'closed';
}

const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The windows of a request as they are now, the last made to close later or the first to open earlier; null when they
 *  are as wide already. */
export function widenedWindows(windows: readonly ClockWindow[], relief: Pick<Relief, 'kind' | 'opens' | 'closes'>): ClockWindow[] | null {
  const { kind, opens, closes } = relief;
  const last = Math.max(...windows.map((window) => minutes(window.closes)));
  const first = Math.min(...windows.map((window) => minutes(window.opens)));
  let widened = false;
  const all = windows.map((window) => {
    const isLast = minutes(window.closes) === last;
    const isFirst = minutes(window.opens) === first;
    if (kind === 'later_window' && closes && isLast && minutes(closes) > last) {
      widened = true;
      return { ...window, closes };
    }
    if (kind === 'earlier_window' && opens && isFirst && minutes(opens) < first) {
      widened = true;
      return { ...window, opens };
    }
    return window;
  });
  return widened ? all : null;
}

/** What of a shift as it is now a relief widens; null when it is as wide already, or has no such limit any more. */
export function widenedShift(shift: ShiftDraft, { kind, opens, closes, amount }: Pick<Relief, 'kind' | 'opens' | 'closes' | 'amount'>): Partial<ShiftDraft> | null {
  const raised = (limit: 'stops_max' | 'minutes_max' | 'kilometers_max') => {
    const now = shift[limit];
    return now != null && amount !== null && amount > now ? { [limit]: amount } : null;
  };
  switch (kind) {
    case 'later_shift':
      return closes && minutes(closes) > minutes(shift.to) ? { to: closes } : null;
    case 'earlier_shift':
      return opens && minutes(opens) < minutes(shift.from) ? { from: opens } : null;
    case 'more_jobs':
      return raised('stops_max');
    case 'longer_day':
      return raised('minutes_max');
    case 'further_day':
      return raised('kilometers_max');
    default:
      return null;
  }
}

/** Makes a relief, and plans the day again where it changes the day; pins and locked routes are kept. */
export async function relieve(plan: Plan, id: string, relief: Relief): Promise<void> {
  const request = desk.requestById.get(id);
  if (!request || request.date !== plan.date) return notices.bad(t('why.request.gone'));
  if (isOver(request)) return notices.bad(t('why.closed'));
  const way = wayOf(relief);
  if (way === 'open') return open(request, relief);
  if (way === 'move') {
    if (relief.volunteer) await makeMoves([{ act: 'move', request: id, second: false, volunteer: relief.volunteer, place: relief.place }]);
    return;
  }
  const changed = isOfRequest(relief) ? await widenRequest(request, relief) : await widenShift(plan, relief);
  // Another day was opened meanwhile, or it cannot be made any more.
  if (changed === 'gone' || desk.date !== plan.date) return;
  if (changed === 'as_wide') notices.good(t('why.as_wide'));
  await buildPlan(SEARCH_SECONDS, plan.summary.policy);
}

function open(request: HelpRequest, relief: Relief): void {
  if (relief.kind === 'without_skill') desk.open('request', request.id);
  else if (relief.volunteer !== null && desk.volunteerById.has(relief.volunteer)) desk.open('volunteer', relief.volunteer);
  else desk.tab = 'volunteers';
}

/** What came of a change: made, not needed any more, or not possible any more (it is told then). */
type Made = 'made' | 'as_wide' | 'gone';

const isOfRequest = ({ kind }: Relief) => kind === 'without_skill' || kind === 'later_window' || kind === 'earlier_window';

async function widenRequest(request: HelpRequest, relief: Relief): Promise<Made> {
  const skills = request.skills ?? [];
  if (relief.kind === 'without_skill') {
    if (relief.skill === null || !skills.includes(relief.skill)) return 'as_wide';
    await changeRequest(request, { skills: skills.filter((skill) => skill !== relief.skill) });
    return 'made';
  }
  const windows = widenedWindows(request.windows ?? [], relief);
  if (windows === null) return 'as_wide';
  await changeRequest(request, { windows });
  return 'made';
}

/** A shift has no version: what is sent whole is the shift as it is now, with the one thing wider. */
async function widenShift(plan: Plan, relief: Relief): Promise<Made> {
  if (desk.date !== plan.date) return 'gone';
  await refreshVolunteers();
  if (desk.date !== plan.date) return 'gone';
  const volunteer = relief.volunteer === null ? undefined : desk.volunteerById.get(relief.volunteer);
  if (!volunteer?.shift) {
    notices.bad(t('why.shift.gone'));
    return 'gone';
  }
  const change = widenedShift(volunteer.shift, relief);
  if (change === null) return 'as_wide';
  await keepShift(volunteer, { ...volunteer.shift, ...change });
  return 'made';
}
