// `sceneOf`: which dots, stops, lines and places the map shows for the open tab; their points (`pointsOf`,
// `routePoints`) and the lines of tooltips. They become map features in `map/features.ts`.
import type { Dot, Line, PlaceMark, StopMark } from '../map/features';
import type { Point } from '../wire/contract';
import { look } from '../wire/state-look';
import { desk } from './desk.svelte';
import { numbersOf } from './requests-view';
import { visitNumbers } from './routes-view';

export interface Scene {
  dots: Dot[];
  stops: StopMark[];
  lines: Line[];
  places: PlaceMark[];
}

function hubMarks(): PlaceMark[] {
  return desk.hubs.flatMap((hub) => (hub.point ? [{ id: hub.id, point: hub.point, icon: 'hub' as const, label: hub.name }] : []));
}

function homeMarks(): PlaceMark[] {
  return desk.volunteers.flatMap((volunteer) =>
    volunteer.point ? [{ id: volunteer.id, point: volunteer.point, icon: volunteer.shift ? ('home' as const) : ('home-off' as const), label: volunteer.name }] : [],
  );
}

function requestDots(): Dot[] {
  return desk.requests.flatMap((request) =>
    request.place ? [{ id: request.id, point: request.place.point, look: look(request.state, request.outcome) }] : [],
  );
}

function routeLines(): Line[] {
  const colors = new Map(desk.routes.map((route) => [route.volunteer, route.color]));
  return (desk.geometry?.features ?? []).flatMap((feature) => {
    if (feature.geometry.type !== 'LineString') return [];
    const volunteer = String(feature.properties?.volunteer ?? '');
    return [{ volunteer, color: colors.get(volunteer) ?? 0, coordinates: feature.geometry.coordinates as [number, number][] }];
  });
}

function stopMarks(): StopMark[] {
  return desk.routes.flatMap((route) => {
    const numbers = visitNumbers(route.stops);
    return route.stops.flatMap((stop, index) =>
      stop.kind === 'visit'
        ? [{ id: (stop.requests ?? []).join(' '), volunteer: route.volunteer, point: stop.point, color: route.color, n: numbers[index] }]
        : [],
    );
  });
}

/** Requests of the day that are on no route of the shown plan. */
function leftOut(): Dot[] {
  return desk.unassigned.flatMap(({ request }) => (request.place ? [{ id: request.id, point: request.place.point, look: 'failed' as const }] : []));
}

export function sceneOf(): Scene {
  if (desk.tab === 'volunteers') return { dots: [], stops: [], lines: [], places: [...hubMarks(), ...homeMarks()] };
  if (desk.tab === 'hubs') return { dots: [], stops: [], lines: [], places: hubMarks() };
  if (desk.tab === 'plan' && desk.plan) return { dots: leftOut(), stops: stopMarks(), lines: routeLines(), places: hubMarks() };
  if (desk.tab === 'live' && desk.publishedPlan) return { dots: requestDots(), stops: [], lines: routeLines(), places: hubMarks() };
  return { dots: requestDots(), stops: [], lines: [], places: hubMarks() };
}

/** Every point of a scene, to bring it into view. */
export function pointsOf(scene: Scene): Point[] {
  return [
    ...scene.dots.map((dot) => dot.point),
    ...scene.stops.map((stop) => stop.point),
    ...scene.places.map((place) => place.point),
    ...scene.lines.flatMap((line) => line.coordinates.map(([lon, lat]) => ({ lon, lat }))),
  ];
}

export function routePoints(volunteer: string): Point[] {
  return routeLines()
    .filter((line) => line.volunteer === volunteer)
    .flatMap((line) => line.coordinates.map(([lon, lat]) => ({ lon, lat })));
}

/** Words beside the pointer. */
export function tooltipLines(ids: readonly string[], kind: 'request' | 'place' | 'route', words: (id: string) => string): string[] {
  if (kind === 'route') {
    const route = desk.routes.find((one) => one.volunteer === ids[0]);
    return route ? [route.name, `${route.leaves_at}–${route.ends_at}`] : [];
  }
  if (kind === 'place') {
    const hub = desk.hubById.get(ids[0]);
    if (hub) return [hub.name, hub.address, `${hub.opens}–${hub.closes}`];
    const volunteer = desk.volunteerById.get(ids[0]);
    return volunteer ? [volunteer.name, ...(volunteer.shift ? [`${volunteer.shift.from}–${volunteer.shift.to}`] : [])] : [];
  }
  const first = desk.requestById.get(ids[0]);
  if (!first) return [];
  const stop = desk.routes.flatMap((route) => route.stops).find((one) => one.requests?.includes(first.id));
  return [
    first.place?.label ?? first.address,
    ...ids.flatMap((id) => {
      const request = desk.requestById.get(id);
      return request ? [[numbersOf(request.id, request), request.recipient, words(id)].filter(Boolean).join(' · ')] : [];
    }),
    ...(stop && desk.tab !== 'requests' ? [stop.arrives_at] : []),
  ];
}
