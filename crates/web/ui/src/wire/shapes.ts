// The shapes of docs/api.md, as they travel.

export interface Point {
  lon: number;
  lat: number;
}

export interface ClockWindow {
  opens: string;
  closes: string;
}

export interface Need {
  goods: string;
  quantity: number;
}

export interface DoorCard {
  flat?: string;
  entrance?: string;
  floor?: string;
  intercom?: string;
  note?: string;
  [other: string]: string | undefined;
}

export type RequestState =
  | 'new'
  | 'needs_info'
  | 'located'
  | 'planned'
  | 'published'
  | 'accepted'
  | 'en_route'
  | 'closed';

export type Outcome =
  | 'in_hand'
  | 'at_door'
  | 'partial'
  | 'not_home'
  | 'no_answer'
  | 'refused'
  | 'wrong_address'
  | 'unsafe'
  | 'not_available'
  | 'cancelled';

export type Urgency = 'low' | 'normal' | 'urgent';

/** How near the point is to the door. A place given by hand is an entrance. */
export type Precision = 'entrance' | 'house' | 'interpolated' | 'street' | 'locality';

export interface Place {
  point: Point;
  label: string;
  precision: Precision;
  confidence: number;
  /** A person put it there or chose it. */
  by_hand?: boolean;
}

export type Candidate = Place;

/** A building put in its place by hand. */
export interface Correction {
  id: string;
  label: string;
  point: Point;
  made_by: string;
  made_at: string;
}

/** Who may come, and who had better; each by id or by name. */
export interface Visitors {
  only?: string[];
  never?: string[];
  preferred?: string[];
  before?: string[];
}

export interface HelpRequest {
  id: string;
  source: string;
  source_ref?: string | null;
  date: string;
  recipient?: string;
  phone?: string;
  address: string;
  needs: Need[];
  windows?: ClockWindow[];
  urgency?: Urgency;
  quarantine?: boolean;
  skills?: string[];
  wish?: ClockWindow | null;
  visitors?: Visitors;
  needs_two?: boolean;
  service_minutes?: number | null;
  hub?: string | null;
  comment?: string;
  state: RequestState;
  outcome?: Outcome | null;
  version: number;
  received_at?: string;
  door?: DoorCard;
  place?: Place | null;
  candidates?: Candidate[];
  why?: 'no_street' | 'no_house' | 'no_address' | 'ambiguous' | 'off_road' | null;
  volunteer?: string | null;
}

export interface Shift {
  from: string;
  to: string;
  end: 'home' | 'anywhere';
  capacity: number;
  stops_max?: number | null;
  minutes_max?: number | null;
  kilometers_max?: number | null;
  break?: Break | null;
  vehicle?: VehicleKind;
}

export type VehicleKind = 'car' | 'van' | 'bicycle' | 'on_foot';

/** A break of so many minutes inside these hours. */
export interface Break {
  opens: string;
  closes: string;
  minutes: number;
}

export interface Volunteer {
  id: string;
  name: string;
  organisation?: string;
  phone?: string;
  home: string;
  point?: Point | null;
  skills?: string[];
  red_zone?: boolean;
  version: number;
  shift?: Shift | null;
}

export interface Hub {
  id: string;
  name: string;
  address: string;
  point?: Point | null;
  opens: string;
  closes: string;
  offers: string[];
  version: number;
}

export type DayCounts = Record<RequestState | 'served' | 'failed' | 'cancelled', number>;

export interface DayGlance {
  date: string;
  requests: DayCounts;
  volunteers: number;
  hubs: number;
  published_plan: string | null;
  draft_plan: string | null;
  run: string | null;
}

export type RunState = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
export type RunStage = 'locate' | 'measure' | 'arrange' | 'solve' | 'judge';

export interface Run {
  id: string;
  date: string;
  state: RunState;
  stage?: RunStage | null;
  progress?: number | null;
  elapsed_seconds?: number | null;
  limit_seconds?: number | null;
  rounds?: number | null;
  served?: number | null;
  unassigned?: number | null;
  cost?: number | null;
  travel_seconds?: number | null;
  plan?: string | null;
  problem?: ProblemBody | null;
}

export interface PlanSummary {
  served: number;
  unassigned: number;
  needs_info: number;
  routes: number;
  travel_seconds: number;
  distance_meters: number;
  cost: number;
  violations: number;
  seconds: number;
}

export interface Plan {
  id: string;
  date: string;
  state: 'draft' | 'published' | 'closed';
  parent?: string | null;
  version: number;
  created_at: string;
  published_at?: string | null;
  summary: PlanSummary;
  /** Of a draft asked for by its id: what changed since it was made. */
  since?: SinceMade | null;
}

export interface Changes {
  added: number;
  gone: number;
  changed: number;
}

export interface SinceMade {
  requests: { added: number; cancelled: number; closed: number; changed: number };
  volunteers: Changes;
  hubs: Changes;
  /** Open requests of the day on none of its routes, as of now. */
  left: number;
}

export interface Visit {
  request: string;
  recipient?: string;
  phone?: string;
  address: string;
  label?: string;
  door?: DoorCard;
  /** What is brought, as it was published. */
  needs: Need[];
  /** What is asked for now, where that was changed since. */
  needs_now?: Need[];
  windows?: ClockWindow[];
  urgency?: Urgency;
  quarantine?: boolean;
  /** Who else comes at the same moment, when it takes two. */
  with?: string;
  comment?: string;
  state: RequestState;
  outcome?: Outcome | null;
}

export interface Stop {
  kind: 'load' | 'visit' | 'break';
  hub?: string;
  name?: string;
  address?: string;
  point: Point;
  arrives_at: string;
  starts_at: string;
  departs_at: string;
  travel_seconds?: number;
  distance_meters?: number;
  requests?: string[];
  visits?: Visit[];
  /** When loading: what is taken here, by the server's word. */
  loads?: Need[];
  /** When loading: since when its volunteer says that it is done. */
  loaded_at?: string | null;
  links?: Record<string, string>;
}

export interface Route {
  volunteer: string;
  name: string;
  phone?: string;
  vehicle?: VehicleKind;
  leaves_at: string;
  ends_at: string;
  travel_seconds: number;
  distance_meters: number;
  color: number;
  stops: Stop[];
}

export interface OwnRoute extends Route {
  date: string;
  plan: string;
  organiser_phone?: string | null;
  geometry?: GeoJSON.LineString | null;
}

export interface Reason {
  code: string;
  vehicles?: number;
  text?: string;
  text_ru?: string;
}

export interface Unassigned {
  /** Absent when the request is no longer kept. */
  request: HelpRequest | null;
  reasons: Reason[];
}

export interface RouteLink {
  volunteer: string;
  name: string;
  url: string;
}

export interface Fault {
  pointer?: string;
  code?: string;
  message?: string;
  message_ru?: string;
  mend?: string;
  mend_ru?: string;
}

export interface ProblemBody {
  type?: string;
  title?: string;
  title_ru?: string;
  status?: number;
  detail?: string;
  detail_ru?: string;
  instance?: string;
  errors?: Fault[];
}

export interface RejectedRow extends Fault {
  row: number;
  id?: string;
  column?: string;
  /** So many further rows with this code are not told one by one. */
  more?: number;
}

/** Something read otherwise than it was written; about a row, a column, both or the whole table. */
export interface TableNotice {
  message: string;
  message_ru: string;
  row?: number | null;
  column?: string | null;
}

export interface TableResult {
  accepted: number;
  /** Rows of hubs and volunteers that took the place of what was kept. */
  changed: number;
  existing: number;
  needs_info: number;
  rejected: RejectedRow[];
  notices?: TableNotice[];
}

export interface MapInfo {
  name: string;
  bounds: { south_west: Point; north_east: Point };
  timezone: string;
  today: string;
  attribution: string;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

export type * from './event-shapes';
