// `call` and `callAll` make the console's HTTP calls: JSON (or a file) out, JSON in, all pages of a list, idempotency
// keys and versions, failures as `Problem`; `whenLoggedOut` hears of a 401 outside logging in. The volunteer's page has
// its own calls, in `trip.svelte.ts`.
import { Problem } from './problem';
import { here } from './region';
import type { Page, ProblemBody } from './contract';
import { uniqueId } from './unique-id';

export interface CallOptions {
  /** Sent as JSON, or as it is when it is a file. */
  body?: unknown;
  /** The version this change was made against. */
  version?: number;
  /** The `Idempotency-Key`, when pressing again must not act again; otherwise each call has its own. */
  key?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** Here 401 is the answer to what was typed. */
const LOGGING_IN = ['/v1/session', '/v1/session/password'];
const listeners: (() => void)[] = [];

/** Told whenever the server no longer knows who is calling. */
export function whenLoggedOut(listener: () => void): void {
  listeners.push(listener);
}

export async function call<T>(method: string, path: string, options: CallOptions = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json', ...options.headers };
  if (method === 'POST') headers['Idempotency-Key'] = options.key ?? uniqueId();
  if (options.version !== undefined) headers['If-Match'] = `"v${options.version}"`;
  let body: BodyInit | undefined;
  if (options.body instanceof Blob) {
    body = options.body;
  } else if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(options.body);
  }
  let response: Response;
  try {
    response = await fetch(here(path), { method, headers, body, signal: options.signal, credentials: 'same-origin' });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new Problem(0);
  }
  if (!response.ok) {
    const problem = new Problem(response.status, await problemBody(response));
    if (response.status === 401 && !LOGGING_IN.includes(path)) listeners.forEach((listener) => listener());
    throw problem;
  }
  if (response.status === 204 || !isJson(response)) return undefined as T;
  return (await response.json()) as T;
}

function isJson(response: Response): boolean {
  return /[/+]json\b/.test(response.headers.get('Content-Type') ?? '');
}

async function problemBody(response: Response): Promise<ProblemBody> {
  if (!isJson(response)) return { status: response.status };
  try {
    return (await response.json()) as ProblemBody;
  } catch {
    return { status: response.status };
  }
}

/** Every page of a list. */
export async function callAll<T>(path: string): Promise<T[]> {
  const all: T[] = [];
  let after: string | null = null;
  do {
    const joint = path.includes('?') ? '&' : '?';
    const page: Page<T> = await call(
      'GET',
      `${path}${joint}limit=200${after === null ? '' : `&after=${encodeURIComponent(after)}`}`,
    );
    all.push(...page.items);
    after = page.next;
  } while (after !== null);
  return all;
}
