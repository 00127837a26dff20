// Fetches a day (`loadDay`), what an uploaded table changed (`loadTable`), the shown plan with its routes (`showPlan`),
// and plans and counts again after a change (`refreshPlans`, `refreshCountsSoon`). Of two loads of a day, two shown
// plans or two refreshes of plans, the one that began later counts.
import { call, callAll } from '../wire/call';
import type { DayGlance, HandWork, HelpRequest, Hub, Page, PastEvent, Plan, Route, Run, Unassigned, Vehicle, Volunteer } from '../wire/contract';
import { desk, type TableKind } from './desk.svelte';
import { followRun } from './planning';
import { followDay } from './live';
import { inOrder, ofEvent } from './news';

/** Which loading is the latest: an older one that ends later must not overwrite it. */
let latest = 0;

export async function loadDay(date: string): Promise<void> {
  latest += 1;
  const mine = latest;
  if (date !== desk.date || !desk.glance) desk.clearDay();
  desk.date = date;
  desk.loading = true;
  desk.failure = null;
  followDay(date);
  try {
    const on = `date=${date}`;
    const [glance, requests, volunteers, hubs, vehicles, plans, events] = await Promise.all([
      call<DayGlance>('GET', `/v1/days/${date}`),
      callAll<HelpRequest>(`/v1/requests?${on}`),
      callAll<Volunteer>(`/v1/volunteers?${on}`),
      callAll<Hub>('/v1/hubs'),
      callAll<Vehicle>('/v1/vehicles'),
      call<Page<Plan>>('GET', `/v1/plans?${on}`),
      call<Page<PastEvent>>('GET', `/v1/days/${date}/events?limit=200`),
    ]);
    if (mine !== latest) return;
    desk.glance = glance;
    desk.requests = requests;
    desk.volunteers = volunteers;
    desk.hubs = hubs;
    desk.vehicles = vehicles;
    desk.plans = plans.items;
    desk.news = inOrder([...events.items.map(ofEvent), ...desk.news]);
    const shown = plans.items.find((plan) => plan.id === desk.plan?.id && plan.state !== 'closed') ?? inForce(plans.items);
    if (shown) await showPlan(shown);
    else desk.clearPlan();
    if (glance.run && glance.run !== desk.run?.id) {
      const run = await call<Run>('GET', `/v1/runs/${glance.run}`);
      if (mine === latest && (run.state === 'queued' || run.state === 'running')) followRun(run);
    }
  } catch (problem) {
    if (mine === latest) desk.failure = problem;
  } finally {
    if (mine === latest) desk.loading = false;
  }
}

/** After a table was taken in: only what it may have changed. */
export async function loadTable(kind: TableKind): Promise<void> {
  const date = desk.date;
  try {
    const glance = call<DayGlance>('GET', `/v1/days/${date}`);
    if (kind === 'requests') {
      const requests = await callAll<HelpRequest>(`/v1/requests?date=${date}`);
      if (date === desk.date) desk.requests = requests;
    } else if (kind === 'volunteers') {
      const volunteers = await callAll<Volunteer>(`/v1/volunteers?date=${date}`);
      if (date === desk.date) desk.volunteers = volunteers;
    } else {
      desk.hubs = await callAll<Hub>('/v1/hubs');
    }
    const counted = await glance;
    if (date === desk.date) desk.glance = counted;
  } catch (problem) {
    if (date === desk.date) desk.failure = problem;
  }
}

/** The newest plan that still means something: a draft to look at, or the published one. */
function inForce(plans: readonly Plan[]): Plan | undefined {
  return plans.find((plan) => plan.state !== 'closed');
}

let latestPlan = 0;
/** The plan somebody asked to see: a refresh that began earlier must not bring back another. */
let wanted: string | null = null;
let latestRefresh = 0;

export async function showPlan(chosen: Plan): Promise<void> {
  latestPlan += 1;
  const mine = latestPlan;
  wanted = chosen.id;
  const base = `/v1/plans/${chosen.id}`;
  const [plan, routes, geometry, unassigned, hand] = await Promise.all([
    // Only a draft grows stale.
    chosen.state === 'draft' ? call<Plan>('GET', base) : chosen,
    callAll<Route>(`${base}/routes`),
    call<GeoJSON.FeatureCollection>('GET', `${base}/geometry`),
    callAll<Unassigned>(`${base}/unassigned`),
    call<HandWork>('GET', `${base}/moves`),
  ]);
  if (mine !== latestPlan) return;
  if (desk.plan?.id !== plan.id) desk.openRoute = null;
  desk.plan = plan;
  desk.routes = routes;
  desk.geometry = geometry;
  desk.hand = { ...hand, version: plan.version };
  desk.unassigned = unassigned.flatMap(({ request, reasons }) => (request ? [{ request, reasons }] : []));
}

/** After a plan was made, published or closed: the list of plans, the one shown, and every state. */
export async function refreshPlans(show?: string | null): Promise<void> {
  const date = desk.date;
  latestRefresh += 1;
  const mine = latestRefresh;
  if (show) wanted = show;
  const [glance, plans, requests] = await Promise.all([
    call<DayGlance>('GET', `/v1/days/${date}`),
    call<Page<Plan>>('GET', `/v1/plans?date=${date}`),
    callAll<HelpRequest>(`/v1/requests?date=${date}`),
  ]);
  if (date !== desk.date || mine !== latestRefresh) return;
  desk.glance = glance;
  desk.plans = plans.items;
  desk.requests = requests;
  const shown = plans.items.find((plan) => plan.id === wanted && plan.state !== 'closed') ?? inForce(plans.items);
  if (shown) await showPlan(shown);
  else desk.clearPlan();
}

const COUNTS_FIRST_MS = 250;
const COUNTS_EVERY_MS = 1000;
let countsTimer: ReturnType<typeof setTimeout> | undefined;
let countedAt = 0;

/** After news from the road: how many requests stand where, and what a shown draft does not know; a burst asks once. */
export function refreshCountsSoon(): void {
  const wait = Math.max(COUNTS_FIRST_MS, countedAt + COUNTS_EVERY_MS - Date.now());
  countsTimer ??= setTimeout(() => {
    countsTimer = undefined;
    countedAt = Date.now();
    // The next news bring them, or the line comes back and all is loaded anew.
    refreshCounts().catch(() => undefined);
  }, wait);
}

async function refreshCounts(): Promise<void> {
  if (desk.who === null) return;
  // What is being loaded brings them itself.
  if (desk.loading || desk.uploading) return refreshCountsSoon();
  const [date, shown] = [desk.date, desk.plan];
  const [glance, plan] = await Promise.all([call<DayGlance>('GET', `/v1/days/${date}`), shown?.state === 'draft' ? freshDraft(shown) : null]);
  if (date !== desk.date) return;
  desk.glance = glance;
  if (plan && desk.plan?.id === plan.id) desk.plan = plan;
}

/** A draft with what changed since it was made, as of now. */
export function freshDraft(plan: Plan): Promise<Plan> {
  return call<Plan>('GET', `/v1/plans/${plan.id}`);
}
