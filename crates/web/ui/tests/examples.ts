// Examples of shapes of the contract (request, visit, stop, own route, past event, fault, rejected row, notice of a
// table), for tests that set a few fields of them.
import type { Fault, HelpRequest, OwnRoute, PastEvent, RejectedRow, Stop, TableNotice, Visit } from '../src/wire/contract';

export const aRequest = (more: Partial<HelpRequest> = {}): HelpRequest => ({
  id: 'R1', source: '112', date: '2026-11-21', recipient: '', phone: '', address: 'ул. Абая, 10', needs: [{ goods: 'food', quantity: 2 }],
  windows: [], urgency: 'normal', quarantine: false, skills: [], visitors: {}, needs_two: false, comment: '', state: 'located', outcome: null,
  version: 1, received_at: '2026-11-20T09:00:00Z', door: {}, place: null, candidates: [], why: null, volunteer: null, person: 1, hidden: [], erased: false, ...more,
});

export const aVisit = (more: Partial<Visit> = {}): Visit => ({
  request: 'R1', recipient: '', address: '', label: null, door: {}, needs: [], windows: [], urgency: 'normal', quarantine: false, second: false, comment: '',
  state: 'published', outcome: null, ...more,
});

export const aStop = (kind: Stop['kind'], more: Partial<Stop> = {}): Stop => ({
  kind, point: { lon: 76.9, lat: 43.2 }, arrives_at: '09:00', starts_at: '09:00', departs_at: '09:10', travel_seconds: 0, distance_meters: 0,
  requests: [], visits: [], ...more,
});

export const anOwnRoute = (more: Partial<OwnRoute> = {}): OwnRoute => ({
  volunteer: 'V1', name: 'V1', phone: '', vehicle: 'car', date: '2026-11-21', plan: 'P1', leaves_at: '09:00', ends_at: '12:00', travel_seconds: 0,
  distance_meters: 0, color: 0, organiser_phone: null, geometry: { type: 'LineString', coordinates: [] }, stops: [], ...more,
});

export const aPastEvent = (more: Partial<PastEvent> = {}): PastEvent => ({
  id: 'e', plan: 'P1', request: 'R1', volunteer: 'V1', kind: 'accepted', outcome: null, occurred_at: '2026-11-21T09:00:00Z',
  received_at: '2026-11-21T09:00:00Z', note: '', ...more,
});

const said = { code: 'K2001', message: '', message_ru: '', mend: '', mend_ru: '' };

export const aFault = (more: Partial<Fault> = {}): Fault => ({ ...said, pointer: '', ...more });

export const aRejectedRow = (more: Partial<RejectedRow> = {}): RejectedRow => ({ ...said, row: 2, ...more });

export const aNotice = (more: Partial<TableNotice> = {}): TableNotice => ({ code: 'K2101', message: '', message_ru: '', ...more });
