// Logging in and out, and noticing when the server forgot us.
import { call, whenLoggedOut } from '../wire/call';
import { Problem } from '../wire/problem';
import type { MapInfo } from '../wire/contract';
import { desk } from './desk.svelte';
import { loadDay } from './load';
import { notices } from './notices.svelte';

interface Who {
  login: string;
  role: string;
}

whenLoggedOut(() => {
  desk.who = null;
});

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
    desk.who = who?.login ?? null;
    if (who) await loadDay(desk.date);
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

export async function choosePassword(link: string, password: string): Promise<void> {
  const who = await call<Who>('POST', '/v1/session/password', { body: { link, password } });
  desk.who = who.login;
  await loadDay(desk.date);
}

export async function logIn(login: string, password: string): Promise<void> {
  const who = await call<Who>('POST', '/v1/session', { body: { login, password } });
  desk.who = who.login;
  await loadDay(desk.date);
}

export async function logOut(): Promise<void> {
  try {
    await call('DELETE', '/v1/session');
  } catch (problem) {
    notices.bad(problem);
    return;
  }
  desk.clearDay();
  desk.who = null;
}
