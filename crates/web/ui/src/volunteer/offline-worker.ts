// The service worker of the volunteer's page: caches `/r` and the files under `/assets/` that it names, so that the
// page opens without a network. The route is kept in `route-cache.ts`, reports in `queue.ts`.
export {};

const worker = self as unknown as ServiceWorkerGlobalScope;
/** `/r`, after the address of the region where the server has several; each has a worker of its own. */
const PAGE = new URL(worker.registration.scope).pathname;
const SHELL = `karavan-shell-1${PAGE.replace(/\/r$/, '')}`;
/** Compressed or not, it is the same file. */
const HOWEVER_SENT = { ignoreVary: true };
/** On a bad line a kept page now is better than a fresh one later. */
const PATIENCE_MS = 4000;

async function keepShell(): Promise<void> {
  const cache = await caches.open(SHELL);
  const response = await fetch(PAGE, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`the page answered ${response.status}`);
  const html = await response.clone().text();
  const files = [...new Set([...html.matchAll(/"(\/assets\/[^"]+)"/g)].map((match) => match[1]))];
  await cache.addAll(files);
  await cache.put(PAGE, response);
  // Names carry hashes: whatever the page no longer asks for is old.
  const wanted = new Set([PAGE, ...files]);
  for (const request of await cache.keys()) {
    if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
  }
}

async function page(): Promise<Response> {
  const kept = await caches.match(PAGE, HOWEVER_SENT);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), kept ? PATIENCE_MS : 60_000);
  try {
    const response = await fetch(PAGE, { cache: 'no-cache', signal: stop.signal });
    if (response.ok) return response;
    return kept ?? response;
  } catch (error) {
    if (kept) return kept;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

worker.addEventListener('install', (event) => {
  event.waitUntil(keepShell().then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.clients.claim());
});

worker.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin) return;
  if (event.request.mode === 'navigate' && url.pathname === PAGE) {
    event.respondWith(page());
    // A newer build is kept for the next time without a network.
    event.waitUntil(keepShell().catch(() => undefined));
  } else if (url.pathname.startsWith('/assets/')) {
    event.respondWith(caches.match(event.request, HOWEVER_SENT).then((kept) => kept ?? fetch(event.request)));
  }
});
