// MapLibre layers of routes, stops, requests, hubs, homes and the chosen place over the basemap, in drawing order
// (`OVERLAY`), their sources, and which layers can be pointed at (`TOUCHABLE`). Their features are made in `features.ts`.
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { LABEL_FONT, LABEL_FONT_BOLD } from './basemap-style';

export const SOURCES = ['lines', 'places', 'chosen', 'dots', 'stops'] as const;
export type SourceName = (typeof SOURCES)[number];

/** Layers a person can point at, from the top down. */
export const TOUCHABLE = ['stops', 'dots', 'places', 'lines'] as const;

const byZoom = (...pairs: [number, number][]): ExpressionSpecification =>
  ['interpolate', ['linear'], ['zoom'], ...pairs.flat()] as ExpressionSpecification;

export const OVERLAY: LayerSpecification[] = [
  {
    id: 'lines-casing',
    type: 'line',
    source: 'lines',
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': '#ffffff', 'line-width': byZoom([9, 4], [14, 8]) },
  },
  {
    id: 'lines',
    type: 'line',
    source: 'lines',
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': ['get', 'color'], 'line-width': byZoom([9, 2.2], [14, 5]) },
  },
  {
    id: 'lines-arrows',
    type: 'symbol',
    source: 'lines',
    filter: ['==', ['get', 'volunteer'], ''],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 70,
      'icon-image': 'arrow',
      'icon-size': 0.75,
      'icon-allow-overlap': true,
      'icon-rotation-alignment': 'map',
    },
  },
  {
    id: 'chosen',
    type: 'circle',
    source: 'chosen',
    paint: {
      'circle-color': '#ffd54a',
      'circle-opacity': 0.85,
      'circle-radius': byZoom([9, 12], [12, 15], [15, 20]),
      'circle-stroke-color': '#1b2430',
      'circle-stroke-width': 2,
    },
  },
  {
    id: 'places',
    type: 'symbol',
    source: 'places',
    layout: {
      'icon-image': ['get', 'icon'],
      'icon-size': byZoom([9, 0.75], [14, 1]),
      'icon-allow-overlap': true,
      'text-field': ['get', 'label'],
      'text-font': LABEL_FONT,
      'text-size': 12,
      'text-anchor': 'top',
      'text-offset': [0, 1.1],
      'text-optional': true,
      'text-max-width': 12,
    },
    paint: { 'text-color': '#1b2430', 'text-halo-color': '#ffffff', 'text-halo-width': 1.6 },
  },
  {
    id: 'dots',
    type: 'symbol',
    source: 'dots',
    layout: {
      'icon-image': ['get', 'icon'],
      'icon-size': byZoom([9, 0.6], [12, 0.85], [15, 1.15]),
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
      'symbol-sort-key': ['get', 'rank'],
      'text-field': ['get', 'count'],
      'text-font': LABEL_FONT_BOLD,
      'text-size': 12,
      'text-anchor': 'left',
      'text-offset': [0.8, -0.6],
      'text-optional': true,
    },
    paint: { 'text-color': '#1b2430', 'text-halo-color': '#ffffff', 'text-halo-width': 2 },
  },
  {
    id: 'stops',
    type: 'circle',
    source: 'stops',
    paint: {
      'circle-color': ['get', 'color'],
      'circle-radius': byZoom([9, 4], [12, 7], [14, 10.5]),
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': byZoom([9, 1], [13, 2]),
    },
  },
  {
    id: 'stops-number',
    type: 'symbol',
    source: 'stops',
    minzoom: 11.8,
    layout: {
      'text-field': ['get', 'n'],
      'text-font': LABEL_FONT_BOLD,
      'text-size': byZoom([11, 9], [14, 12.5]),
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    paint: { 'text-color': ['get', 'ink'] },
  },
];
