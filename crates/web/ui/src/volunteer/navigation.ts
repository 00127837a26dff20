// Which navigation apps a stop can be opened in (`offered`), the remembered choice (`chosen`, `remember`), and a check
// that a link is of a known kind (`safe`).
import type { Storage } from './queue';

/** In the order people here use them. */
export const APPS = ['yandex_navigator', 'yandex_maps', '2gis', 'google', 'apple', 'waze', 'geo'] as const;
export type App = (typeof APPS)[number];

const REMEMBERED = 'karavan.navigator';

/** The apps a stop has links for; Apple's only where it opens, the Android intent only where that opens. */
export function offered(links: Record<string, string> | undefined, userAgent: string): App[] {
  const apple = /iPhone|iPad|iPod|Macintosh/.test(userAgent);
  return APPS.filter((app) => links?.[app] && (app === 'apple' ? apple : app === 'geo' ? !apple : true));
}

/** The remembered app, if this stop has a link for it. */
export function chosen(apps: readonly App[], storage: Pick<Storage, 'getItem'> | null): App | null {
  let remembered: string | null = null;
  try {
    remembered = storage?.getItem(REMEMBERED) ?? null;
  } catch {
    // Storage is off: ask every time.
  }
  return apps.find((app) => app === remembered) ?? null;
}

export function remember(app: App, storage: Pick<Storage, 'setItem'> | null): void {
  try {
    storage?.setItem(REMEMBERED, app);
  } catch {
    // Storage is off or full: the choice lasts until the page is closed.
  }
}

const SAFE = /^(https:|geo:|yandexnavi:|yandexmaps:|dgis:|maps:)/i;

/** A link goes into the page only when it is one of the kinds we know. */
export function safe(link: string | undefined): string | null {
  return link && SAFE.test(link) ? link : null;
}
