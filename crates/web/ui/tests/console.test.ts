// Tests of logic of the console, the map and the texts of problems, without a browser: list and draft of requests,
// routes, colours, map features, chart, CSV, notices of tables, ids of people, and problems in words.
import { describe, expect, it } from 'vitest';
import { stairs } from '../src/console/chart';
import { keptPoint, nextId } from '../src/console/volunteers-and-hubs';
import { changes, creation, draftOf, emptyDraft, unusedGoods } from '../src/console/request-draft';
import { choose, countByFilter, matches, numbersOf, ownNumber } from '../src/console/requests-view';
import { closedEarlier, progressOf, visitNumbers } from '../src/console/routes-view';
import { cell, csv, noticeInWords, rejectedRows } from '../src/console/tables';
import { contrast, inkOn, LOOK_COLORS, ROUTE_COLORS, routeColor } from '../src/map/colors';
import { boxAround, dotFeatures, stopFeatures } from '../src/map/features';
import { inWords, Problem } from '../src/wire/problem';
import { waitsUntil } from '../src/wire/waiting';
import { splitList } from '../src/console/split-list';
import type { HelpRequest, Outcome, RequestState, Stop } from '../src/wire/contract';
import { look } from '../src/wire/state-look';
import { aFault, aNotice, aRejectedRow, aRequest, aStop, aVisit } from './examples';

const request = (id: string, state: RequestState = 'located', more: Partial<HelpRequest> = {}): HelpRequest => aRequest({ id, state, ...more });

describe('the list of requests', () => {
  const all = [request('R1'), request('R2', 'needs_info'), request('R3', 'closed', { outcome: 'not_home' }), request('R4', 'closed', { outcome: 'at_door' }), request('R5', 'en_route'), request('R6', 'closed', { outcome: 'cancelled' })];

  it('puts what needs a person first and keeps the order otherwise', () => {
    expect(choose(all, 'all', '').map(({ id }) => id)).toEqual(['R2', 'R3', 'R1', 'R4', 'R5', 'R6']);
  });

  it('counts every request in exactly one group', () => {
    const { all: total, ...groups } = countByFilter(all);
    expect(Object.values(groups).reduce((a, b) => a + b, 0)).toBe(total);
    expect(groups).toEqual({ needs_info: 1, ready: 1, planned: 1, served: 1, failed: 1, cancelled: 1 });
  });

  it('finds by words in any order, by ё written е, and by a part of the telephone', () => {
    expect(matches('абая 10', ['ул. Абая, 10'])).toBe(true);
    expect(matches('зеленая', ['Зелёная, 3'])).toBe(true);
    expect(matches('101-11', ['x'], '8 (911) 101-11-17')).toBe(true);
    expect(matches('абая 11', ['ул. Абая, 10'])).toBe(false);
    expect(matches('  ', ['x'])).toBe(true);
  });
});

describe('the number a sender knows a request by', () => {
  it('is shown as it was written, without the day that keeps it apart, and is found', () => {
    const row = request('1061-1', 'located', { source_ref: '2026-11-21/R0061' });
    expect(numbersOf(row.id, row)).toBe('1061-1 · R0061');
    expect(ownNumber(request('1', 'located', { source_ref: 'A-17' }))).toBe('A-17');
    expect(numbersOf('1061-1', request('1061-1'))).toBe('1061-1');
    expect(numbersOf('1061-1', undefined)).toBe('1061-1');
    expect(choose([row, request('R2')], 'all', 'r0061').map(({ id }) => id)).toEqual(['1061-1']);
  });
});

describe('states at a glance', () => {
  it('every outcome is served, failed or cancelled', () => {
    const served: Outcome[] = ['in_hand', 'at_door', 'partial'];
    const failed: Outcome[] = ['not_home', 'no_answer', 'refused', 'wrong_address', 'unsafe', 'not_available'];
    for (const outcome of served) expect(look('closed', outcome)).toBe('served');
    for (const outcome of failed) expect(look('closed', outcome)).toBe('failed');
    expect(look('closed', 'cancelled')).toBe('cancelled');
  });
});

describe('a request being typed', () => {
  it('sends only what was changed', () => {
    const before = draftOf(request('R1', 'located', { comment: 'собака', hub: 'H1' }));
    const typed = { ...draftOf(request('R1', 'located', { comment: 'собака', hub: 'H1' })), comment: '', hub: '' };
    expect(changes(before, typed)).toEqual({ comment: '', hub: null });
    expect(changes(before, before)).toEqual({});
  });

  it('takes away a hub or minutes with null, only where they were emptied', () => {
    const had = request('R1', 'located', { hub: 'H1', service_minutes: 12, door: { flat: '3' } });
    const emptied = { ...draftOf(had), hub: '', service_minutes: null };
    expect(changes(draftOf(had), emptied)).toEqual({ hub: null, service_minutes: null });
    expect(changes(draftOf(had), { ...draftOf(had), service_minutes: 0 })).toEqual({ service_minutes: 0 });
    expect(changes(draftOf(had), draftOf(had))).toEqual({});
    expect(changes(emptied, { ...emptied, service_minutes: undefined as unknown as null })).toEqual({});
  });

  it('never sends the door, which no field here changes', () => {
    const had = request('R1', 'located', { door: { flat: '3' } });
    expect(changes(draftOf(had), { ...draftOf(had), address: 'ул. Абая, 12', comment: 'x' })).toEqual({ address: 'ул. Абая, 12', comment: 'x' });
  });

  it('offers another item of goods that no line has', () => {
    const offered = ['food', 'medicine', 'essentials'];
    expect(unusedGoods(offered, [{ goods: 'food', quantity: 1 }])).toEqual(['medicine', 'essentials']);
    expect(unusedGoods(offered, offered.map((goods) => ({ goods, quantity: 1 })))).toEqual([]);
  });

  it('leaves out what was not filled in', () => {
    const made = creation({ ...emptyDraft('Координатор'), address: 'Абая, 10' }, '2026-11-21');
    expect(made).not.toHaveProperty('hub');
    expect(made).not.toHaveProperty('service_minutes');
    expect(made).toMatchObject({ source: 'Координатор', address: 'Абая, 10', date: '2026-11-21', windows: [] });
    for (const name of ['wish', 'needs_two', 'visitors']) expect(made).not.toHaveProperty(name);
  });

  it('sends who may come as lists, and only when somebody else is named than before', () => {
    const before = draftOf(request('r', 'located', { visitors: { only: ['V001'] }, wish: { opens: '10:00', closes: '11:00' } }));
    expect(changes(before, { ...before, visitors: { ...before.visitors, only: ' V001 ,' } })).toEqual({});
    const after = { ...before, visitors: { ...before.visitors, only: '', before: 'V002, Анна Первая' }, wish: null, needs_two: true };
    expect(changes(before, after)).toEqual({ visitors: { before: ['V002', 'Анна Первая'] }, wish: null, needs_two: true });
    expect(creation(after, '2026-11-21')).toMatchObject({ visitors: { before: ['V002', 'Анна Первая'] }, needs_two: true });
  });
});

describe('routes', () => {
  const load = (more: Partial<Stop> = {}): Stop => aStop('load', more);
  const visit = (id: string, goods: string, quantity: number, state: RequestState = 'published', outcome: Outcome | null = null): Stop =>
    aStop('visit', { requests: [id], visits: [aVisit({ request: id, address: id, needs: [{ goods, quantity }], state, outcome })] });

  it('number visits and not loading', () => {
    expect(visitNumbers([load(), visit('a', 'food', 1), load(), visit('b', 'food', 1)])).toEqual([0, 1, 0, 2]);
  });

  it('number no break, and load across it', () => {
    const rest = aStop('break');
    const stops = [load(), rest, visit('a', 'food', 2), rest, visit('b', 'food', 3)];
    expect(visitNumbers(stops)).toEqual([0, 0, 1, 0, 2]);
    expect(waitsUntil(rest)).toBeNull();
  });

  it('wait only where everybody at the door expects them later', () => {
    const come = (...windows: [string, string][][]): Stop => aStop('visit', {
      arrives_at: '09:50',
      // Two minutes to park and walk up are no waiting.
      starts_at: '09:52',
      visits: windows.map((own, n) => aVisit({ request: String(n), windows: own.map(([opens, closes]) => ({ opens, closes })) })),
    });
    expect(waitsUntil(come([]))).toBeNull();
    expect(waitsUntil(come([['09:00', '12:00']]))).toBeNull();
    expect(waitsUntil(come([['10:00', '12:00']]))).toBe('10:00');
    expect(waitsUntil(come([['08:00', '09:00'], ['14:00', '16:00']]))).toBe('14:00');
    expect(waitsUntil(come([['10:00', '12:00']], []))).toBeNull();
    expect(waitsUntil(come([['11:00', '12:00']], [['10:00', '12:00']]))).toBe('10:00');
    expect(waitsUntil(load())).toBeNull();
  });

  it('know how much of them is done', () => {
    const stops = [visit('a', 'food', 1, 'closed', 'in_hand'), visit('b', 'food', 1, 'closed', 'refused'), visit('c', 'food', 1, 'en_route')];
    expect(progressOf({ stops })).toEqual({ all: 3, served: 1, failed: 1, cancelled: 0, accepted: true, onWay: true });
    expect(progressOf({ stops: [visit('a', 'food', 1)] }).accepted).toBe(false);
  });

  it('count nothing that was called off, and accept nothing by it', () => {
    const stops = [visit('a', 'food', 1, 'closed', 'cancelled'), visit('b', 'food', 1)];
    expect(progressOf({ stops })).toEqual({ all: 1, served: 0, failed: 0, cancelled: 1, accepted: false, onWay: false });
  });

  it('keep what was done on a route of a plan before', () => {
    const route = { volunteer: 'V1', stops: [visit('b', 'food', 1)] };
    const by = (volunteer: string) => ({ outcome: 'in_hand' as const, volunteer });
    const all = [request('a', 'closed', by('V1')), request('b', 'published', { volunteer: 'V1' }), request('c', 'closed', by('V2'))];
    const earlier = closedEarlier(route, all);
    expect(earlier.map(({ id }) => id)).toEqual(['a']);
    expect(progressOf(route, earlier)).toMatchObject({ all: 2, served: 1, accepted: false });
  });
});

describe('colours', () => {
  it('every route’s number can be read on its colour', () => {
    for (const color of ROUTE_COLORS) expect(contrast(color, inkOn(color)), color).toBeGreaterThanOrEqual(4.5);
  });

  it('every state’s sign can be read on its colour, and the dot on the map’s ground', () => {
    for (const color of Object.values(LOOK_COLORS)) {
      expect(contrast(color, '#ffffff'), color).toBeGreaterThanOrEqual(4.5);
      expect(contrast(color, '#f1f0ea'), color).toBeGreaterThanOrEqual(3);
    }
  });

  it('start again after the last', () => {
    expect(routeColor(ROUTE_COLORS.length)).toBe(ROUTE_COLORS[0]);
    expect(routeColor(-1)).toBe(ROUTE_COLORS[ROUTE_COLORS.length - 1]);
  });
});

describe('the map', () => {
  const here = { lon: 76.9, lat: 43.2 };

  it('writes longitude first, as GeoJSON wants', () => {
    const [feature] = stopFeatures([{ id: 'R1', volunteer: 'V1', point: here, color: 0, n: 1 }]).features;
    expect(feature.geometry).toEqual({ type: 'Point', coordinates: [76.9, 43.2] });
  });

  it('shows flats of one house as one dot that looks like the worst of them', () => {
    const { features } = dotFeatures([
      { id: 'R1', point: here, look: 'served' },
      { id: 'R2', point: here, look: 'failed' },
      { id: 'R3', point: { lon: 77, lat: 43 }, look: 'ready' },
    ]);
    expect(features.map(({ properties }) => [properties?.ids, properties?.icon, properties?.count])).toEqual([['R1 R2', 'dot-failed', '×2'], ['R3', 'dot-ready', '']]);
  });

  it('boxes points as west, south, east, north', () => {
    expect(boxAround([{ lon: 3, lat: 1 }, { lon: 2, lat: 4 }])).toEqual([2, 1, 3, 4]);
    expect(boxAround([])).toBeNull();
  });
});

describe('the progress chart', () => {
  it('is a stair from left to right whose lower value lies lower', () => {
    expect(stairs([{ elapsed: 0, cost: 200 }, { elapsed: 10, cost: 100 }], 100, 100)).toBe('M0.0 5.0 H100.0 V90.0');
  });

  it('is empty until there is something to compare', () => {
    expect(stairs([{ elapsed: 0, cost: 1 }], 100, 100)).toBe('');
  });
});

describe('tables written for a spreadsheet', () => {
  it('runs no formula and splits no cell', () => {
    expect(cell('=HYPERLINK("x")')).toBe('"\'=HYPERLINK(""x"")"');
    expect(cell('+7 900')).toBe("'+7 900");
    expect(cell('a;b')).toBe('"a;b"');
    expect(csv([['а', 1]])).toBe('\uFEFFа;1\r\n');
  });
});

describe('what became of a table', () => {
  it('counts rows and not their faults', () => {
    expect(rejectedRows([aRejectedRow({ row: 7, column: 'goods' }), aRejectedRow({ row: 7, column: 'quantity' }), aRejectedRow({ row: 9 })])).toBe(2);
  });

  it('says where a notice is, as far as the server knows', () => {
    const said = aNotice({ message: 'read as food', message_ru: 'прочитано как продукты' });
    expect(noticeInWords({ ...said, row: 1234, column: 'Что' }, 'ru')).toBe('Строка 1234, столбец «Что»: прочитано как продукты');
    expect(noticeInWords({ ...said, row: 7 }, 'ru')).toBe('Строка 7: прочитано как продукты');
    expect(noticeInWords({ ...said, column: 'Что' }, 'ru')).toBe('Столбец «Что»: прочитано как продукты');
    expect(noticeInWords(said, 'en')).toBe('read as food');
  });
});

describe('people', () => {
  it('get the next free number', () => {
    expect(nextId(['V001', 'V012', 'X9'], 'V', 3)).toBe('V013');
    expect(nextId([], 'H', 1)).toBe('H1');
  });

  it('keep a known place until the address changes', () => {
    const point = { lon: 76.9, lat: 43.2 };
    expect(keptPoint('Абая, 10', 'Абая, 10', point)).toEqual({ point });
    expect(keptPoint('Абая, 10', 'Абая, 12', point)).toEqual({});
    expect(keptPoint(undefined, 'Абая, 12', null)).toEqual({});
  });

  it('have each skill once', () => {
    expect(splitList('lift, medic; lift,')).toEqual(['lift', 'medic']);
  });
});

describe('a problem in words', () => {
  it('tells every fault with its mend, which the title alone would swallow', () => {
    const fault = aFault({ message: 'no column id', message_ru: 'нет столбца id', mend: 'add it', mend_ru: 'добавьте его' });
    const problem = new Problem(422, { title: 'Not accepted', title_ru: 'Данные не приняты', errors: [fault, { ...fault, message_ru: 'нет строк', mend_ru: '' }] });
    expect(inWords(problem, 'ru')).toBe('нет столбца id: добавьте его. нет строк.');
    expect(inWords(problem, 'en')).toContain('no column id: add it.');
  });

  it('is the server’s own sentence in the language of the screen', () => {
    const problem = new Problem(422, { detail: 'No rows', detail_ru: 'Нет строк', title: 'Invalid' });
    expect(inWords(problem, 'ru')).toBe('Нет строк');
    expect(inWords(problem, 'en')).toBe('No rows');
  });

  it('is ours when the server had no words, and names the request when the server failed', () => {
    expect(inWords(new Problem(0), 'ru')).toContain('Нет связи');
    expect(inWords(new Problem(500, { instance: 'req-7' }), 'en')).toContain('req-7');
  });
});
