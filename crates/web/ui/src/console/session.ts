// Who is logged in: asked at the start (`begin`), logging in and out (`logIn`, `logOut`), choosing a password by a link
// (`choosePassword`), whether a code of the second step is wanted (`stepOf`), and what happens when the server answers
// that nobody is logged in.
import { call, whenLoggedOut } from '../wire/call';
import { Problem } from '../wire/problem';
import type { MapInfo, RegionLabel, Who } from '../wire/contract';
import { regionAddress } from '../wire/region';
import { rememberRegion } from '../wire/remembered-region';
import { desk } from './desk.svelte';
import { stopFollowing } from './live';
import { loadDay } from './load';
import { notices } from './notices.svelte';
import { forgetRun } from './planning';

whenLoggedOut(() => {
  stopFollowing();
  desk.who = null;
});

/** Whose day the desk has; it stays there when a call is answered that nobody is logged in any more. */
let before: string | null = null;

/** Somebody is logged in: what they may see is loaded. What another login was shown is taken away first. */
async function arrived(who: Who): Promise<void> {
  if (before !== null && before !== who.login) {
    forgetRun();
    desk.forgetAll();
    notices.items = [];
  }
  before = who.login;
  desk.may = who.may;
  desk.ownSources = who.sources;
  desk.region = who.region;
  if (regionAddress()) rememberRegion(regionAddress());
  desk.who = who.login;
  if (desk.can('GET /v1/days/{date}')) await loadDay(desk.date);
}

/** Asks once at the start who is at the screen. */
export async function begin(): Promise<void> {
  try {
    const [map, who] = await Promise.all([
      call<MapInfo>('GET', '/v1/map'),
      call<Who>('GET', '/v1/session').catch((problem: unknown) => {
        if (problem instanceof Problem && problem.status === 401) return null;
        throw problem;
      }),
    ]);
    desk.map = map;
    desk.date = map.today;
    if (who) await arrived(who);
  } catch (problem) {
    desk.failure = problem;
  } finally {
    desk.asked = true;
  }
}

/** The link of the address bar by which a new password is chosen; null when one came without. */
export function passwordLink(): string | null {
  const found = /^#password=(.+)$/.exec(location.hash);
  return found ? found[1] : null;
}

/** Whose password a link is for; empty when it is no whole link. */
export function loginOf(link: string): string {
  try {
    const letters = atob((link.split('.')[0] ?? '').replaceAll('-', '+').replaceAll('_', '/'));
    return new TextDecoder().decode(Uint8Array.from(letters, (letter) => letter.charCodeAt(0)));
  } catch {
    return '';
  }
}

/** What the server wants of the second step: `wanted` or `wrong`; null when it is about something else. */
export function stepOf(problem: unknown): 'wanted' | 'wrong' | null {
  const kind = problem instanceof Problem ? problem.body.type : '';
  if (kind === '/problems/second-step-wanted') return 'wanted';
  return kind === '/problems/second-step-wrong' ? 'wrong' : null;
}

export async function choosePassword(link: string, password: string, code?: string): Promise<void> {
  const who = await call<Who>('POST', '/v1/session/password', { body: { link, password, code } });
  await arrived(who);
}

export async function logIn(login: string, password: string, code?: string): Promise<void> {
  const who = await call<Who>('POST', '/v1/session', { body: { login, password, code } });
  await arrived(who);
}

export async function logOut(): Promise<void> {
  try {
    await call('DELETE', '/v1/session');
  } catch (problem) {
    notices.bad(problem);
    return;
  }
  stopFollowing();
  desk.clearDay();
  desk.who = null;
}

/** Before a log-in: what people call this region, and whether there is another one to go to. */
export async function regionToEnter(): Promise<{ title: string; hasOthers: boolean } | null> {
  const address = regionAddress();
  if (!address) return null;
  const { items } = await call<{ items: RegionLabel[] }>('GET', '/v1/regions');
  const own = items.find((region) => region.address === address);
  return own ? { title: own.title, hasOthers: items.length > 1 } : null;
}
