// `trip`, the state of the volunteer's page: fetches and refreshes the route by the link's token, takes reports and
// sends them through `Queue`, keeps the ticked breaks, and holds what is shown when the server is not reached, the link
// opens later (`early`) or no longer works (`stopped`).
import { uniqueId } from '../wire/unique-id';
import { Problem } from '../wire/problem';
import { here } from '../wire/region';
import type { EventResult, Outcome, OwnRoute, PhoneEvent, ProblemBody, EventKind } from '../wire/contract';
import { Forgetting } from './route-expiry';
import { marked, needsAcceptance, nextStop, progress, visits } from './marks';
import { bucketOf, Queue, type Sent, type Storage } from './queue';
import { forgetOld, forgetRoute, keepRoute, keptRoute } from './route-cache';
import { whereabouts } from './position.svelte';

const REFRESH_MS = 120_000;
const REQUEST_MS = 20_000;
const TAP_GUARD_MS = 700;
const UNDO_SHOWN_MS = 12_000;

function localStore(): Storage | null {
  try {
    const probe = 'karavan.probe';
    localStorage.setItem(probe, '1');
    localStorage.removeItem(probe);
    return localStorage;
  } catch {
    return null;
  }
}

class Trip {
  private token = '';
  private bucket = '';
  private lastMoment = 0;
  private markedAt = 0;
  private undoTimer: ReturnType<typeof setTimeout> | undefined;
  readonly storage = localStore();
  private queue: Queue | null = null;
  private forgetting: Forgetting | null = null;
  /** Marks the server has, in order: an answer it gave before it had them does not take them off the screen. */
  private acknowledged: PhoneEvent[] = [];

  /** As the server last told it, with what it has since acknowledged. */
  private told = $state.raw<OwnRoute | null>(null);
  private unsentEvents = $state.raw<PhoneEvent[]>([]);
  route = $derived(this.told && marked(this.told, this.unsentEvents));
  loading = $state(true);
  failure = $state.raw<unknown>(null);
  /** Why the link opens nothing: no token, not yet, 401 or 410. */
  stopped = $state<'no_token' | 'early' | '401' | '410' | null>(null);
  /** From when it will, in the server's words. */
  early = $state.raw<ProblemBody | null>(null);
  offline = $state(false);
  changed = $state(false);
  sending = $state(false);
  /** A link that no longer shows the route may still take marks. */
  takesMarks = $state(true);
  memoryOnly = $state(false);
  refused = $state(0);
  late = $state(false);
  /** The last mark, while it can be taken back from the foot of the screen. */
  justMarked = $state.raw<{ request: string; outcome: Outcome } | null>(null);
  /** Breaks that were ticked. */
  rested = $state.raw<ReadonlySet<number>>(new Set());

  unsent = $derived(this.unsentEvents.length);
  unsentOf = $derived(new Set(this.unsentEvents.map((event) => event.request)));
  unsentLoadings = $derived(new Set(this.unsentEvents.map((event) => event.stop)));
  next = $derived(this.route ? nextStop(this.route.stops, this.rested) : -1);
  progress = $derived(this.route ? progress(this.route) : { done: 0, all: 0 });
  mustAccept = $derived(this.route ? needsAcceptance(this.route) : false);

  /** Opens the link in the address bar; called again when the fragment changes. */
  async start(): Promise<void> {
    void forgetOld(Date.now());
    this.queue?.close();
    this.token = location.hash.replace(/^#/, '').trim();
    this.told = null;
    this.stopped = null;
    this.loading = true;
    this.changed = false;
    this.late = false;
    this.justMarked = null;
    if (!this.token) {
      this.stopped = 'no_token';
      this.loading = false;
      return;
    }
    this.bucket = bucketOf(this.token);
    this.rested = new Set(this.readRested());
    this.forgetting = new Forgetting(this.storage, this.bucket);
    const queue = new Queue({ storage: this.storage, bucket: this.bucket, send: (events) => this.send(events), changed: () => this.mirror() });
    queue.acknowledged = (event, result) => this.acknowledge(event, result);
    this.queue = queue;
    this.mirror();
    const kept = await keptRoute(this.bucket, Date.now());
    if (kept) this.told = kept;
    await Promise.all([this.refresh(), queue.flush()]);
    void navigator.storage?.persist?.().catch(() => false);
  }

  /** Keeps trying while the page lives; returns how to stop. */
  watch(): () => void {
    const again = () => {
      if (document.visibilityState === 'hidden') return;
      // The link may no longer show the route and still take marks.
      void this.queue?.flush();
      if (!this.stopped || this.stopped === 'early') void this.refresh();
    };
    const timer = setInterval(() => {
      void forgetOld(Date.now());
      again();
    }, REFRESH_MS);
    const moved = () => void this.start();
    window.addEventListener('online', again);
    document.addEventListener('visibilitychange', again);
    window.addEventListener('hashchange', moved);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', again);
      document.removeEventListener('visibilitychange', again);
      window.removeEventListener('hashchange', moved);
      this.queue?.close();
    };
  }

  private async ask(path: string, init: RequestInit = {}): Promise<Response> {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), REQUEST_MS);
    try {
      return await fetch(here(path), { ...init, signal: stop.signal, cache: 'no-store', headers: { Authorization: `Bearer ${this.token}`, ...init.headers } });
    } finally {
      clearTimeout(timer);
    }
  }

  async refresh(): Promise<void> {
    const asked = this.bucket;
    const acknowledged = this.acknowledged.length;
    try {
      const response = await this.ask('/v1/route');
      if (asked !== this.bucket) return;
      if (response.status === 403 && (await this.tooEarly(response))) return;
      if (response.status === 401 || response.status === 403 || response.status === 404 || response.status === 410) {
        await this.close(response.status === 410 ? '410' : '401');
        return;
      }
      if (!isJson(response)) throw new Problem(0);
      if (!response.ok) throw new Problem(response.status, (await response.json()) as ProblemBody);
      const route = (await response.json()) as OwnRoute;
      this.changed = this.changed || (this.told !== null && order(this.told) !== order(route));
      this.told = marked(route, this.acknowledged.slice(acknowledged));
      this.stopped = null;
      this.offline = false;
      this.failure = null;
      this.keep();
    } catch (problem) {
      this.offline = true;
      if (!this.told) this.failure = problem instanceof Problem ? problem : new Problem(0);
    } finally {
      this.loading = false;
    }
  }

  /** The link opens later: the page says when, and asks again. */
  private async tooEarly(response: Response): Promise<boolean> {
    const problem = isJson(response) ? ((await response.json()) as ProblemBody) : null;
    if (problem?.type !== '/problems/too-early') return false;
    this.early = problem;
    this.stopped = 'early';
    this.told = null;
    return true;
  }

  private async close(why: '401' | '410'): Promise<void> {
    this.stopped = why;
    this.told = null;
    this.loading = false;
    await forgetRoute(this.bucket);
  }

  /** Keeps the route as it is now, until its moment; past that it is not kept again, though the server still tells it. */
  private keep(): void {
    if (!this.route || !this.forgetting) return;
    const { done, all } = progress(this.route);
    const now = Date.now();
    const until = this.forgetting.at(done === all, now);
    void (until > now ? keepRoute(this.bucket, this.route, until) : forgetRoute(this.bucket));
  }

  private async send(events: PhoneEvent[]): Promise<Sent> {
    const response = await this.ask('/v1/route/events', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ sent_at: new Date().toISOString(), events }),
    });
    if (response.status === 401 || response.status === 403 || response.status === 410) return { kind: 'gone', status: response.status };
    if (!response.ok || !isJson(response)) {
      const after = Number(response.headers.get('Retry-After'));
      return Number.isFinite(after) && after > 0 ? { kind: 'again', afterSeconds: after } : { kind: 'again' };
    }
    // A café's login page answers 200 too: only our own shape counts as an answer.
    const body = (await response.json()) as { results?: EventResult[] };
    return Array.isArray(body.results) ? { kind: 'answered', results: body.results } : { kind: 'again' };
  }

  private acknowledge(event: PhoneEvent, result: EventResult): void {
    if (result.result === 'applied' || result.result === 'duplicate') {
      this.acknowledged.push(event);
      if (this.told) this.told = marked(this.told, [event]);
    }
    if (result.result === 'late' || result.result === 'orphan') this.late = true;
  }

  private mirror(): void {
    const queue = this.queue;
    if (!queue) return;
    this.unsentEvents = queue.events;
    this.sending = queue.busy;
    this.memoryOnly = queue.memoryOnly && queue.events.length > 0;
    this.refused = queue.refused.length;
    this.takesMarks = queue.gone === null;
    if (queue.gone !== null && !this.stopped) void this.close(queue.gone === 410 ? '410' : '401');
  }

  private add(subjects: readonly (Pick<PhoneEvent, 'request'> | Pick<PhoneEvent, 'stop'>)[], kind: EventKind, outcome?: Outcome, note = ''): void {
    // Never twice the same moment: the server orders marks by it.
    this.lastMoment = Math.max(Date.now(), this.lastMoment + 1);
    const occurred_at = new Date(this.lastMoment).toISOString();
    const text = note.trim();
    const point = kind === 'closed' ? whereabouts.now() : null;
    const said = { kind, ...(outcome ? { outcome } : {}), occurred_at, ...(text ? { note: text } : {}), ...(point ? { point } : {}) };
    this.queue?.add(subjects.map((subject) => ({ id: uniqueId(), ...subject, ...said })));
    this.keep();
  }

  accept(): void {
    if (!this.route) return;
    this.add(visits(this.route).filter((visit) => visit.state === 'published').map(({ request }) => ({ request })), 'accepted');
  }

  enRoute(requests: readonly string[]): void {
    this.add(requests.map((request) => ({ request })), 'en_route');
  }

  /** False when it came too soon after the last one: a second tap of the same finger is not about the next person. */
  mark(request: string, outcome: Outcome, note: string): boolean {
    if (Date.now() - this.markedAt < TAP_GUARD_MS) return false;
    this.markedAt = Date.now();
    this.add([{ request }], 'closed', outcome, note);
    this.justMarked = { request, outcome };
    clearTimeout(this.undoTimer);
    this.undoTimer = setTimeout(() => (this.justMarked = null), UNDO_SHOWN_MS);
    return true;
  }

  undo(request: string): void {
    this.add([{ request }], 'undone');
    this.justMarked = null;
  }

  sendNow(): void {
    void this.queue?.flush();
  }

  /** A loading is done when its volunteer says so, and is told like any other mark. */
  markLoaded(stop: number, done: boolean): void {
    this.add([{ stop }], done ? 'loaded' : 'undone');
  }

  private restedKey(): string {
    return `karavan.rested.${this.bucket}`;
  }

  private readRested(): number[] {
    try {
      const read: unknown = JSON.parse(this.storage?.getItem(this.restedKey()) ?? '[]');
      return Array.isArray(read) ? read.filter((one): one is number => typeof one === 'number') : [];
    } catch {
      return [];
    }
  }

  /** A break is told to nobody: it only moves "now" on. */
  setRested(index: number, done: boolean): void {
    const rested = new Set(this.rested);
    if (done) rested.add(index);
    else rested.delete(index);
    this.rested = rested;
    try {
      this.storage?.setItem(this.restedKey(), JSON.stringify([...rested]));
    } catch {
      // It lasts until the page is closed.
    }
  }

  async gpx(): Promise<Blob> {
    const response = await this.ask('/v1/route.gpx');
    if (!response.ok) throw new Problem(response.status);
    return response.blob();
  }
}

function isJson(response: Response): boolean {
  return /[/+]json\b/.test(response.headers.get('Content-Type') ?? '');
}

/** The order of stops, to notice that a plan was changed under way. */
function order(route: OwnRoute): string {
  return `${route.plan} ${route.stops.map((stop) => (stop.requests ?? []).join('+') || stop.hub || '').join(' ')}`;
}

export const trip = new Trip();
