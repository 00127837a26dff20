// `desk`, the state that the parts of the console share: who is logged in and may do what, one day (requests,
// volunteers, hubs, plans, run, news), and what is open or selected. It fetches nothing. Also the tabs (`TABS`) and
// types of this state.
import type {
  DayGlance,
  HandWork,
  HelpRequest,
  Hub,
  MapInfo,
  Plan,
  Point,
  Policy,
  Reason,
  Route,
  RouteLink,
  Run,
  TableResult,
  Vehicle,
  Volunteer,
} from '../wire/contract';
import type { NewsItem } from './news';

export const TABS = ['requests', 'volunteers', 'hubs', 'plan', 'live'] as const;
export type Tab = (typeof TABS)[number];

export type TableKind = 'requests' | 'volunteers' | 'hubs';

/** Who is being edited in the panel; `new` opens an empty form. */
export type Opened = { kind: 'request' | 'volunteer' | 'hub'; id: string | 'new' } | null;

export interface RunPoint {
  elapsed: number;
  cost: number;
  /** Rounds of the search that found it. */
  rounds: number;
}

class Desk {
  who = $state<string | null>(null);
  /** What people call the region; null where it has no title. */
  region = $state<string | null>(null);
  /** The calls that who is logged in may make: `POST /v1/plans`. */
  may = $state.raw<string[]>([]);
  /** The sources that who is logged in is bound to; none for the whole region. */
  ownSources = $state.raw<string[]>([]);
  /** False until the first question "who am I" is answered. */
  asked = $state(false);
  map = $state.raw<MapInfo | null>(null);
  date = $state('');
  loading = $state(false);
  failure = $state.raw<unknown>(null);
  lineUp = $state(true);

  glance = $state.raw<DayGlance | null>(null);
  /** The policy chosen for the next plan of this day; before that, what the region chose last. */
  chosenPolicy = $state<Policy | null>(null);
  requests = $state.raw<HelpRequest[]>([]);
  volunteers = $state.raw<Volunteer[]>([]);
  hubs = $state.raw<Hub[]>([]);
  vehicles = $state.raw<Vehicle[]>([]);
  plans = $state.raw<Plan[]>([]);
  plan = $state.raw<Plan | null>(null);
  routes = $state.raw<Route[]>([]);
  geometry = $state.raw<GeoJSON.FeatureCollection | null>(null);
  /** What was done to the plan by hand, and the version of the routes that are shown with it. */
  hand = $state.raw<(HandWork & { version: number }) | null>(null);
  unassigned = $state.raw<{ request: HelpRequest; reasons: Reason[] }[]>([]);
  run = $state.raw<Run | null>(null);
  runFailure = $state.raw<unknown>(null);
  track = $state.raw<RunPoint[]>([]);
  news = $state.raw<NewsItem[]>([]);
  /** Links just made: the server shows them once. */
  links = $state.raw<{ plan: string; links: RouteLink[] } | null>(null);

  tab = $state<Tab>('requests');
  opened = $state.raw<Opened>(null);
  openRoute = $state<string | null>(null);
  hoveredRoute = $state<string | null>(null);
  /** The pin being placed for the opened request. */
  pin = $state.raw<Point | null>(null);
  /** The middle of what the map shows. */
  view = $state.raw<Point | null>(null);
  /** Other readings of the opened request's address. */
  candidates = $state.raw<{ point: Point; label: string }[]>([]);
  filter = $state<string>('all');
  search = $state('');

  uploading = $state(false);
  uploaded = $state.raw<{ kind: TableKind; name: string; result: TableResult } | null>(null);
  /** A table that was refused whole. */
  refused = $state.raw<{ name: string; problem: unknown } | null>(null);

  can(call: string): boolean {
    return this.may.includes(call);
  }

  requestById = $derived(new Map(this.requests.map((request) => [request.id, request])));
  volunteerById = $derived(new Map(this.volunteers.map((volunteer) => [volunteer.id, volunteer])));
  hubById = $derived(new Map(this.hubs.map((hub) => [hub.id, hub])));
  publishedPlan = $derived(this.plans.find((plan) => plan.state === 'published') ?? null);
  onShift = $derived(this.volunteers.filter((volunteer) => volunteer.shift));
  needsInfo = $derived(this.requests.filter((request) => request.state === 'needs_info'));
  ready = $derived(this.requests.filter((request) => request.place && request.state !== 'needs_info' && request.state !== 'closed'));
  running = $derived(this.run !== null && (this.run.state === 'queued' || this.run.state === 'running'));
  /** The request in the panel, when one is. */
  openRequest = $derived(
    this.opened?.kind === 'request' && this.opened.id !== 'new' ? (this.requestById.get(this.opened.id) ?? null) : null,
  );

  timezone = $derived(this.map?.timezone ?? 'UTC');

  clearDay(): void {
    this.glance = null;
    this.chosenPolicy = null;
    this.requests = [];
    this.volunteers = [];
    this.hubs = [];
    this.vehicles = [];
    this.plans = [];
    this.clearPlan();
    this.run = null;
    this.runFailure = null;
    this.track = [];
    this.news = [];
    this.links = null;
    this.close();
  }

  /** Also what does not belong to one day. */
  forgetAll(): void {
    this.clearDay();
    this.uploaded = null;
    this.refused = null;
    this.failure = null;
    this.search = '';
    this.filter = 'all';
  }

  clearPlan(): void {
    this.plan = null;
    this.routes = [];
    this.geometry = null;
    this.unassigned = [];
    this.hand = null;
    this.openRoute = null;
    this.hoveredRoute = null;
  }

  open(kind: 'request' | 'volunteer' | 'hub', id: string): void {
    this.opened = { kind, id };
    this.tab = kind === 'request' ? 'requests' : kind === 'volunteer' ? 'volunteers' : 'hubs';
    this.pin = null;
    this.candidates = [];
  }

  close(): void {
    this.opened = null;
    this.pin = null;
    this.candidates = [];
  }

  /** Puts changed requests where the old ones were, or at the end. */
  keepRequest(changed: HelpRequest): void {
    this.keepRequests([changed]);
  }

  keepRequests(changed: readonly HelpRequest[]): void {
    const rest = new Map(changed.map((request) => [request.id, request]));
    const known = this.requests.map((request) => {
      const now = rest.get(request.id);
      rest.delete(request.id);
      return now ?? request;
    });
    this.requests = [...known, ...rest.values()];
  }

  keepVolunteer(changed: Volunteer): void {
    this.volunteers = this.volunteerById.has(changed.id)
      ? this.volunteers.map((volunteer) => (volunteer.id === changed.id ? changed : volunteer))
      : [...this.volunteers, changed];
  }

  keepHub(changed: Hub): void {
    this.hubs = this.hubById.has(changed.id)
      ? this.hubs.map((hub) => (hub.id === changed.id ? changed : hub))
      : [...this.hubs, changed];
  }
}

export const desk = new Desk();
