// Keeps the route on the phone for when there is no network (`keepRoute`, `keptRoute`): encrypted in IndexedDB with a
// key that cannot be exported. `forgetOld` deletes routes whose time is over, `forgetRoute` one at once. Nothing is
// kept where the browser has no IndexedDB or `crypto.subtle`.
import type { OwnRoute } from '../wire/contract';

const DATABASE = 'karavan';
const STORE = 'vault';
const KEY = 'key';

interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  bytes: ArrayBuffer;
  forgetAt: number;
}

/** Storage and cryptography are closed to pages served without HTTPS; then nothing is kept. */
function possible(): boolean {
  return typeof indexedDB !== 'undefined' && typeof crypto !== 'undefined' && crypto.subtle !== undefined;
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no storage'));
  });
}

async function act<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const request = work(database.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('storage failed'));
    });
  } finally {
    database.close();
  }
}

async function key(): Promise<CryptoKey> {
  const kept = await act<CryptoKey | undefined>('readonly', (store) => store.get(KEY) as IDBRequest<CryptoKey | undefined>);
  if (kept) return kept;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  await act('readwrite', (store) => store.put(made, KEY));
  return made;
}

/** One after another: a route that is still being sealed must not be put down after it was told to be forgotten. */
let last: Promise<unknown> = Promise.resolve();
function inTurn(work: () => Promise<void>): Promise<void> {
  // Failing to keep is no error, only no help without a network: a private window or a full disk.
  const mine = last.then(work).catch(() => undefined);
  last = mine;
  return mine;
}

const routeKey = (bucket: string) => `route.${bucket}`;

/** Keeps the route until `forgetAt` (milliseconds). */
export function keepRoute(bucket: string, route: OwnRoute, forgetAt: number): Promise<void> {
  return inTurn(async () => {
    if (!possible()) return;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const bytes = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await key(), new TextEncoder().encode(JSON.stringify(route)));
    const sealed: Sealed = { iv, bytes, forgetAt };
    await act('readwrite', (store) => store.put(sealed, routeKey(bucket)));
  });
}

export async function keptRoute(bucket: string, now: number): Promise<OwnRoute | null> {
  if (!possible()) return null;
  try {
    const sealed = await act<Sealed | undefined>('readonly', (store) => store.get(routeKey(bucket)) as IDBRequest<Sealed | undefined>);
    if (!sealed) return null;
    if (sealed.forgetAt <= now) {
      await forgetRoute(bucket);
      return null;
    }
    const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv }, await key(), sealed.bytes);
    return JSON.parse(new TextDecoder().decode(bytes)) as OwnRoute;
  } catch {
    return null;
  }
}

/** Forgets every route whose moment has come, of this link and of any other opened on this phone. */
export function forgetOld(now: number): Promise<void> {
  return inTurn(async () => {
    if (!possible()) return;
    for (const name of await act('readonly', (store) => store.getAllKeys())) {
      if (typeof name !== 'string' || !name.startsWith(routeKey(''))) continue;
      const sealed = await act<Sealed | undefined>('readonly', (store) => store.get(name) as IDBRequest<Sealed | undefined>);
      if (sealed && sealed.forgetAt <= now) await act('readwrite', (store) => store.delete(name));
    }
  });
}

export function forgetRoute(bucket: string): Promise<void> {
  return inTurn(async () => {
    if (possible()) await act('readwrite', (store) => store.delete(routeKey(bucket)));
  });
}
