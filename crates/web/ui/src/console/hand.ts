// Calls that change a draft by hand: to whom a request could go (`offersFor`), making moves (`makeMoves`), `undo`,
// `redo`; and who may (`canMove`). When the server answers that the draft has changed (412), it is fetched and shown
// again.
import { call } from '../wire/call';
import type { ChangedPlan, MoveOffer, Page, Plan, PlanMove, Violation } from '../wire/contract';
import { Problem } from '../wire/problem';
import { desk } from './desk.svelte';
import { signedMinutes } from './hand-view';
import { showPlan } from './load';
import { notices } from './notices.svelte';
import { addressOf } from './shown-address';
import { t } from './text';

/** Whether the plan that is shown may be changed by who is logged in. */
export function canMove(): boolean {
  return desk.plan?.state === 'draft' && desk.hand !== null && desk.can('POST /v1/plans/{id}/moves');
}

/** Whom a request could be given to, the least driving first. */
export async function offersFor(plan: Plan, request: string, second: boolean): Promise<MoveOffer[]> {
  const told = await call<Page<MoveOffer>>('POST', `/v1/plans/${plan.id}/offers`, { body: { request, second } });
  return told.items;
}

/** Makes moves on the draft as it is shown. Somebody else's change shows itself, and nothing is moved then. */
export async function makeMoves(moves: PlanMove[], key?: string): Promise<void> {
  await onDraft(async (plan, version) => {
    const changed = await call<ChangedPlan>('POST', `/v1/plans/${plan.id}/moves`, { body: { moves }, version, key });
    const { price, violations } = changed;
    const broken = violations.length > 0 ? ` ${t('plan.violations', { n: violations.length })}` : '';
    if (price && moves.some(({ act }) => act === 'move' || act === 'swap' || act === 'leave_out')) {
      notices.good(t('hand.done', { minutes: signedMinutes(price.travel_seconds) }) + broken);
    }
  });
}

export const undo = () => turn('undo');
export const redo = () => turn('redo');

const turn = (way: 'undo' | 'redo') => onDraft((plan, version) => call('POST', `/v1/plans/${plan.id}/${way}`, { version }));

async function onDraft(act: (plan: Plan, version: number) => Promise<unknown>): Promise<void> {
  const [plan, hand] = [desk.plan, desk.hand];
  if (!plan || !hand) return;
  try {
    await act(plan, hand.version);
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 412) await showPlan(plan);
    throw problem;
  }
  await showPlan(plan);
}

/** The same for a button that has nowhere to show a failure. */
export async function orTell(act: Promise<void>): Promise<void> {
  try {
    await act;
  } catch (problem) {
    notices.bad(problem);
  }
}

/** Whose route and whose request a broken rule is about, by name. */
export function placeOf({ volunteer, request }: Violation): string {
  const who = volunteer === null ? null : (desk.volunteerById.get(volunteer)?.name ?? volunteer);
  const where = request === null ? null : addressOf(desk.requestById.get(request), request);
  return [who, where].filter(Boolean).join(', ');
}
