// Calls around plans: start, follow and cancel a search (`buildPlan`, `followRun`, `cancelRun`), `publish`, make and
// revoke links (`newLink`, `revokeLinks`). The search runs on the server; `forgetRun` only stops following it.
import { call } from '../wire/call';
import { Problem } from '../wire/problem';
import type { Plan, Policy, RouteLink, Run } from '../wire/contract';
import { listen, type Stream } from '../wire/stream';
import { desk } from './desk.svelte';
import { refreshPlans } from './load';
import { notices } from './notices.svelte';
import { t } from './text';

/** Enough points for a chart of this width; the rest would be drawn on top of each other. */
const TRACK_POINTS_MAX = 400;

let stream: Stream | null = null;

/** The plan that is shown, when it has pins or locked routes to keep. */
export function marksOf(): string | undefined {
  const marks = (desk.hand?.pins.length ?? 0) + (desk.hand?.locked.length ?? 0);
  return marks > 0 ? desk.plan?.id : undefined;
}

export async function buildPlan(seconds: number, policy: Policy): Promise<void> {
  desk.runFailure = null;
  try {
    const run = await call<Run>('POST', '/v1/plans', { body: { date: desk.date, time_limit_seconds: seconds, policy, marks_of: marksOf() } });
    followRun(run);
  } catch (problem) {
    desk.runFailure = problem;
  }
}

export function followRun(run: Run): void {
  stream?.close();
  desk.run = run;
  desk.runFailure = null;
  desk.track = [];
  const heard = (data: unknown) => keepRun(data as Run);
  stream = listen(`/v1/runs/${run.id}/events`, { progress: heard, done: heard, failed: heard, cancelled: heard });
}

function keepRun(run: Run): void {
  if (desk.run?.id !== run.id) return;
  desk.run = run;
  // Before the search there is no plan to speak of, and its figures are zeros.
  if (run.stage === 'solve' && run.rounds && run.cost != null && run.elapsed_seconds != null) {
    const point = { elapsed: run.elapsed_seconds, cost: run.cost, rounds: run.rounds };
    // A search that begins anew, by the policy after the shortest, counts other costs.
    const isNew = (desk.track.at(-1)?.rounds ?? 0) > run.rounds;
    const track = isNew ? [point] : [...desk.track, point];
    desk.track = track.length > TRACK_POINTS_MAX ? track.filter((_, at) => at % 2 === 0 || at === track.length - 1) : track;
  }
  if (run.state !== 'queued' && run.state !== 'running') void endRun(run);
}

async function endRun(run: Run): Promise<void> {
  stream?.close();
  stream = null;
  desk.run = null;
  if (run.state === 'succeeded') {
    try {
      await refreshPlans(run.plan);
      notices.good(t('plan.drafted'));
    } catch (problem) {
      notices.bad(problem);
    }
  } else if (run.state === 'failed') {
    desk.runFailure = new Problem(run.problem?.status ?? 500, run.problem ?? {});
  } else {
    notices.good(t('plan.cancelled'));
  }
}

/** Stops following, as when another day is opened; the run itself goes on. */
export function forgetRun(): void {
  stream?.close();
  stream = null;
  desk.run = null;
  desk.track = [];
}

export async function cancelRun(): Promise<void> {
  const run = desk.run;
  if (!run) return;
  try {
    await call('DELETE', `/v1/runs/${run.id}`);
  } catch (problem) {
    // Already over: the stream tells how.
    if (!(problem instanceof Problem && (problem.status === 404 || problem.status === 409))) notices.bad(problem);
  }
}

interface Published {
  plan: Plan;
  links: RouteLink[];
}

/** After a lost answer the same `key` gets the links of the first time, whatever the version is by then. */
export async function publish(plan: Plan, key: string): Promise<void> {
  const published = await call<Published>('POST', `/v1/plans/${plan.id}/publish`, { version: plan.version, key });
  desk.links = { plan: published.plan.id, links: published.links };
  notices.good(t('plan.published.done'));
  await refreshPlans(published.plan.id);
}

/** Shuts every link of a volunteer to their route in this plan. */
export async function revokeLinks(plan: string, volunteer: string): Promise<void> {
  await call('DELETE', `/v1/plans/${plan}/links/${encodeURIComponent(volunteer)}`);
}

export function newLink(plan: Plan, volunteer: string): Promise<RouteLink> {
  return call<RouteLink>('POST', `/v1/plans/${plan.id}/links/${encodeURIComponent(volunteer)}`);
}
