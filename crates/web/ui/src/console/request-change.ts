// Calls that change one request: edit against the version on the screen (`changeRequest`), cancel (`callOff`), reopen
// (`takeUpAgain`); and erase its person (`erasePerson`), after which their requests on the desk are fetched again.
import { call } from '../wire/call';
import { Problem } from '../wire/problem';
import type { ErasedPerson, EraseReason, HelpRequest, Place, Point } from '../wire/contract';
import { desk } from './desk.svelte';

type Change = Record<string, unknown> & { point?: Point; place?: Place };

const pathOf = (request: HelpRequest) => `/v1/requests/${encodeURIComponent(request.id)}`;

/** Sends the change; when somebody else was faster, fetches theirs so that the next try is against what is shown. */
export async function changeRequest(request: HelpRequest, change: Change): Promise<HelpRequest> {
  const path = pathOf(request);
  try {
    const changed = await call<HelpRequest>('PATCH', path, { body: change, version: request.version });
    desk.keepRequest(changed);
    return changed;
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 412) desk.keepRequest(await call<HelpRequest>('GET', path));
    throw problem;
  }
}

/** Closes a request that nobody needs any more; the volunteer who has it sees it closed. */
export async function callOff(request: HelpRequest, note: string, key: string): Promise<void> {
  desk.keepRequest(await call<HelpRequest>('POST', `${pathOf(request)}/cancel`, { key, ...(note ? { body: { note } } : {}) }));
}

/** Brings a request that came to nothing back to those a plan is made of. */
export async function takeUpAgain(request: HelpRequest, key: string): Promise<void> {
  desk.keepRequest(await call<HelpRequest>('POST', `${pathOf(request)}/retry`, { key }));
}

/** Why a person may be erased, as the server knows it. */
export const ERASE_REASONS: readonly EraseReason[] = ['asked', 'mistaken', 'not_needed'];

/** Erases the person of a request everywhere; their requests stay without them, and all are shown anew. */
export async function erasePerson(request: HelpRequest, reason: EraseReason): Promise<void> {
  const { requests } = await call<ErasedPerson>('POST', `/v1/persons/${request.person}/erase`, { body: { reason } });
  for (const id of requests) {
    if (desk.requestById.has(id)) desk.keepRequest(await call<HelpRequest>('GET', `/v1/requests/${encodeURIComponent(id)}`));
  }
}
