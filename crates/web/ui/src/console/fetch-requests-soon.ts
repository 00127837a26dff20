// `fetchSoon` fetches requests that the event stream names, up to 200 in one call, after a short wait: a table of two
// thousand rows must not become two thousand calls. A failed call is repeated until another day is opened or the login
// ends; `forgetFetching` drops what is still wanted.
import { call } from '../wire/call';
import type { HelpRequest, Page } from '../wire/contract';
import { desk } from './desk.svelte';

/** The longest list the server answers at once. */
const AT_ONCE = 200;
/** What comes within this time is asked for together. */
const GATHER_MS = 300;
const AGAIN_MS = 3000;

/** Unknown: not wanted any more once a full load has brought it. Changed: wanted whatever is on the desk. */
export type Wish = 'unknown' | 'changed';

const wishes = new Map<string, Wish>();
let timer: ReturnType<typeof setTimeout> | undefined;
let busy = false;

export function fetchSoon(ids: Iterable<string>, wish: Wish): void {
  for (const id of ids) if (wishes.get(id) !== 'changed') wishes.set(id, wish);
  if (wishes.size > 0) later(GATHER_MS);
}

/** Another day is opened: what was wanted of this one is not wanted any more. */
export function forgetFetching(): void {
  wishes.clear();
}

function later(ms: number): void {
  timer ??= setTimeout(() => {
    timer = undefined;
    void fetchAll();
  }, ms);
}

/** Parts of a list, none longer than the server answers at once. */
export function parts(ids: readonly string[], most = AT_ONCE): string[][] {
  return Array.from({ length: Math.ceil(ids.length / most) }, (_, at) => ids.slice(at * most, (at + 1) * most));
}

async function fetchAll(): Promise<void> {
  if (desk.who === null) return wishes.clear();
  // A load of the whole day is under way, and brings most of them.
  if (busy || desk.loading || desk.uploading) return later(GATHER_MS);
  busy = true;
  const date = desk.date;
  const wanted = [...wishes].filter(([id, wish]) => wish === 'changed' || !desk.requestById.has(id)).map(([id]) => id);
  wishes.clear();
  try {
    for (const some of parts(wanted)) {
      try {
        const ids = some.map(encodeURIComponent).join(',');
        const page = await call<Page<HelpRequest>>('GET', `/v1/requests?ids=${ids}`);
        if (date !== desk.date) return;
        desk.keepRequests(page.items.filter((request) => request.date === date));
      } catch {
        // Tried again until they are here.
        if (date === desk.date) for (const id of some) wishes.set(id, 'changed');
      }
    }
  } finally {
    busy = false;
    if (wishes.size > 0) later(AGAIN_MS);
  }
}
