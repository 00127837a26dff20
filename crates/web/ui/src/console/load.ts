// Fetching a day and the plan that is shown of it.
import { call, callAll } from '../wire/call';
import type { DayGlance, HelpRequest, Hub, Page, Plan, Route, Run, Unassigned, Volunteer } from '../wire/shapes';
import { desk } from './desk.svelte';
import { followRun } from './planning';
import { followDay } from './live';

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
    const [glance, requests, volunteers, hubs, plans] = await Promise.all([
      call<DayGlance>('GET', `/v1/days/${date}`),
      callAll<HelpRequest>(`/v1/requests?${on}`),
      callAll<Volunteer>(`/v1/volunteers?${on}`),
      callAll<Hub>('/v1/hubs'),
      call<Page<Plan>>('GET', `/v1/plans?${on}`),
    ]);
    if (mine !== latest) return;
    desk.glance = glance;
    desk.requests = requests;
    desk.volunteers = volunteers;
    desk.hubs = hubs;
    desk.plans = plans.items;
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

/** The newest plan that still means something: a draft to look at, or the published one. */
function inForce(plans: readonly Plan[]): Plan | undefined {
  return plans.find((plan) => plan.state !== 'closed');
}

let latestPlan = 0;
/** The plan somebody asked to see: a refresh that began earlier must not bring back another. */
let wanted: string | null = null;
let latestRefresh = 0;

export async function showPlan(plan: Plan): Promise<void> {
  latestPlan += 1;
  const mine = latestPlan;
  wanted = plan.id;
  const base = `/v1/plans/${plan.id}`;
  const [routes, geometry, unassigned] = await Promise.all([
    callAll<Route>(`${base}/routes`),
    call<GeoJSON.FeatureCollection>('GET', `${base}/geometry`),
    callAll<Unassigned>(`${base}/unassigned`),
  ]);
  if (mine !== latestPlan) return;
  if (desk.plan?.id !== plan.id) desk.openRoute = null;
  desk.plan = plan;
  desk.routes = routes;
  desk.geometry = geometry;
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
