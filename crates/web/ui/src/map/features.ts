// Types of what is on the map (`Dot`, `StopMark`, `Line`, `PlaceMark`), their conversion to GeoJSON features, and the
// box around points (`boxAround`); several requests at one place become one dot. What the console shows when is in
// `console/map-scene.ts`.
import type { Point } from '../wire/contract';
import { inkOn, routeColor, type Look } from './colors';

export interface Dot {
  id: string;
  point: Point;
  look: Look;
}

export interface StopMark {
  id: string;
  volunteer: string;
  point: Point;
  color: number;
  /** The stop's number on its route, from 1. */
  n: number;
}

export interface Line {
  volunteer: string;
  color: number;
  coordinates: [number, number][];
}

export interface PlaceMark {
  id: string;
  point: Point;
  icon: 'hub' | 'home' | 'home-off';
  label: string;
}

const WORST_FIRST: readonly Look[] = ['needs_info', 'failed', 'on_way', 'ready', 'planned', 'served', 'cancelled'];

/** GeoJSON is longitude first. */
function position(point: Point): [number, number] {
  return [point.lon, point.lat];
}

function feature(point: Point, properties: Record<string, unknown>): GeoJSON.Feature {
  return { type: 'Feature', geometry: { type: 'Point', coordinates: position(point) }, properties };
}

function collection(features: GeoJSON.Feature[]): GeoJSON.FeatureCollection {
  return { type: 'FeatureCollection', features };
}

/** One feature per place: several flats of one house are one dot with a number, in the look that most needs a person. */
export function dotFeatures(dots: readonly Dot[]): GeoJSON.FeatureCollection {
  const places = new Map<string, Dot[]>();
  for (const dot of dots) {
    const key = `${dot.point.lon.toFixed(6)} ${dot.point.lat.toFixed(6)}`;
    const there = places.get(key);
    if (there) there.push(dot);
    else places.set(key, [dot]);
  }
  return collection(
    [...places.values()].map((there) => {
      const looks = there.map((dot) => dot.look);
      const look = WORST_FIRST.find((one) => looks.includes(one)) ?? looks[0];
      return feature(there[0].point, {
        ids: there.map((dot) => dot.id).join(' '),
        icon: `dot-${look}`,
        rank: WORST_FIRST.length - WORST_FIRST.indexOf(look),
        count: there.length > 1 ? `×${there.length}` : '',
      });
    }),
  );
}

export function stopFeatures(stops: readonly StopMark[]): GeoJSON.FeatureCollection {
  return collection(
    stops.map((stop) => {
      const color = routeColor(stop.color);
      return feature(stop.point, { ids: stop.id, volunteer: stop.volunteer, color, ink: inkOn(color), n: String(stop.n) });
    }),
  );
}

export function lineFeatures(lines: readonly Line[]): GeoJSON.FeatureCollection {
  return collection(
    lines.map((line) => ({
      type: 'Feature',
      geometry: { type: 'LineString', coordinates: line.coordinates },
      properties: { volunteer: line.volunteer, color: routeColor(line.color) },
    })),
  );
}

export function placeFeatures(places: readonly PlaceMark[]): GeoJSON.FeatureCollection {
  return collection(
    places.map((place) => feature(place.point, { ids: place.id, icon: place.icon, label: place.label })),
  );
}

/** The ring under what is open in the panel. */
export function chosenFeature(point: Point | null | undefined): GeoJSON.FeatureCollection {
  return collection(point ? [feature(point, {})] : []);
}

/** The smallest box around the points, as MapLibre wants it: [west, south, east, north]. */
export function boxAround(points: readonly Point[]): [number, number, number, number] | null {
  if (points.length === 0) return null;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { lon, lat } of points) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return [west, south, east, north];
}
