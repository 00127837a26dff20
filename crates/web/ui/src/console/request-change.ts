// Changing one request against the version on the screen.
import { call } from '../wire/call';
import { Problem } from '../wire/problem';
import type { HelpRequest, Point } from '../wire/shapes';
import { desk } from './desk.svelte';

type Change = Record<string, unknown> & { point?: Point };

/** Sends the change; when somebody else was faster, fetches theirs so that the next try is against what is shown. */
export async function changeRequest(request: HelpRequest, change: Change): Promise<HelpRequest> {
  const path = `/v1/requests/${encodeURIComponent(request.id)}`;
  try {
    const changed = await call<HelpRequest>('PATCH', path, { body: change, version: request.version });
    desk.keepRequest(changed);
    return changed;
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 412) desk.keepRequest(await call<HelpRequest>('GET', path));
    throw problem;
  }
}
