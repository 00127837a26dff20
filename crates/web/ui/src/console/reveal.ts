// Shows what is hidden of a request for a reason (`reveal`), and takes it away again when its time is over: then the
// request is fetched anew, as it is shown without a reason.
import { call } from '../wire/call';
import type { HelpRequest, RevealedRequest } from '../wire/contract';
import { desk } from './desk.svelte';
import { notices } from './notices.svelte';

const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** Until when it is shown. The timer is no part of a card: a card that was closed leaves the request on the lists. */
export async function reveal(id: string, reason: string): Promise<string> {
  const path = `/v1/requests/${encodeURIComponent(id)}`;
  const { request, until } = await call<RevealedRequest>('POST', `${path}/reveal`, { body: { reason: reason.trim() } });
  desk.keepRequest(request);
  clearTimeout(timers.get(id));
  const who = desk.who;
  timers.set(id, setTimeout(() => void hide(id, path, who), Math.max(0, Date.parse(until) - Date.now())));
  return until;
}

/** Nothing is to be hidden of a request that is on the desk no more. */
async function hide(id: string, path: string, who: string | null): Promise<void> {
  timers.delete(id);
  if (!desk.requestById.has(id) || who === null || desk.who !== who) return;
  try {
    const fresh = await call<HelpRequest>('GET', path);
    if (desk.requestById.has(id)) desk.keepRequest(fresh);
  } catch (problem) {
    notices.bad(problem);
  }
}
