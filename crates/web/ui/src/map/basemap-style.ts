// `basemapStyle`: the MapLibre style of the background map (land, water, buildings, roads, labels) from our own
// vector tiles, with fonts of the device. Routes and requests are drawn by `layers.ts`.
import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  StyleSpecification,
} from 'maplibre-gl';

/** No `glyphs` in the style: text is drawn with local fonts, so nothing is fetched for it. */
export const LABEL_FONT = ['sans-serif'];
export const LABEL_FONT_BOLD = ['Noto Sans Bold', 'sans-serif'];

const TILE_ZOOM_MAX = 16;

const GROUND = '#f1f0ea';
const WATER = '#a9cde0';
const INK = '#3d4650';
const INK_FAINT = '#6b727a';
const HALO = 'rgba(255,255,255,0.85)';

const LANDUSE_COLORS: ExpressionSpecification = [
  'match',
  ['get', 'class'],
  'park',
  '#d3e6c8',
  'wood',
  '#c7deba',
  'grass',
  '#deebd0',
  'cemetery',
  '#d7e3d2',
  'industrial',
  '#e7e3e3',
  'residential',
  '#eae8e0',
  GROUND,
];

type Width = readonly [zoom: number, pixels: number][];

interface RoadLook {
  classes: string[];
  fill: string;
  casing: string;
  widths: Width;
  zoomMin: number;
}

/** From the smallest to the largest: later ones are drawn over earlier ones. */
const ROADS: RoadLook[] = [
  { classes: ['service'], fill: '#ffffff', casing: '#dcd9d0', widths: [[14, 0.8], [16, 3], [19, 9]], zoomMin: 14 },
  { classes: ['minor'], fill: '#ffffff', casing: '#d5d2c8', widths: [[12, 0.7], [14, 2.2], [16, 6], [19, 18]], zoomMin: 12 },
  { classes: ['tertiary'], fill: '#ffffff', casing: '#cdc9bd', widths: [[10, 0.6], [13, 2.4], [16, 8], [19, 22]], zoomMin: 10 },
  { classes: ['secondary'], fill: '#fdf1cf', casing: '#d8c48f', widths: [[9, 0.8], [13, 3], [16, 10], [19, 26]], zoomMin: 9 },
  { classes: ['primary'], fill: '#fce6b4', casing: '#d6b773', widths: [[8, 0.9], [13, 3.6], [16, 12], [19, 30]], zoomMin: 8 },
  { classes: ['trunk', 'motorway'], fill: '#f9d79d', casing: '#cf9f55', widths: [[6, 1], [13, 4.2], [16, 13], [19, 32]], zoomMin: 5 },
];

function width(widths: Width, extra = 0): ExpressionSpecification {
  return [
    'interpolate',
    ['exponential', 1.5],
    ['zoom'],
    ...widths.flatMap(([zoom, pixels]) => [zoom, pixels + extra]),
  ] as ExpressionSpecification;
}

function roads(): LayerSpecification[] {
  const classIs = (look: RoadLook): FilterSpecification => ['in', ['get', 'class'], ['literal', look.classes]];
  const base = { type: 'line', source: 'city', 'source-layer': 'road' } as const;
  const casings = ROADS.map((look): LayerSpecification => ({
    ...base,
    id: `casing-${look.classes[0]}`,
    minzoom: Math.max(look.zoomMin, 11),
    filter: classIs(look),
    layout: { 'line-cap': 'butt', 'line-join': 'round' },
    paint: { 'line-color': look.casing, 'line-width': width(look.widths, 1.4) },
  }));
  const fills = ROADS.map((look): LayerSpecification => ({
    ...base,
    id: `road-${look.classes[0]}`,
    minzoom: look.zoomMin,
    filter: classIs(look),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': look.fill, 'line-width': width(look.widths) },
  }));
  return [
    {
      ...base,
      id: 'road-path',
      minzoom: 14,
      filter: ['==', ['get', 'class'], 'path'],
      paint: { 'line-color': '#b9b3a4', 'line-width': width([[14, 0.6], [17, 1.6]]), 'line-dasharray': [2, 1.6] },
    },
    ...casings,
    ...fills,
    {
      ...base,
      id: 'rail',
      minzoom: 10,
      filter: ['==', ['get', 'class'], 'rail'],
      paint: { 'line-color': '#b3afa8', 'line-width': width([[10, 0.6], [16, 2]]), 'line-dasharray': [5, 2] },
    },
  ];
}

function labels(): LayerSpecification[] {
  return [
    {
      id: 'waterway-name',
      type: 'symbol',
      source: 'city',
      'source-layer': 'waterway',
      minzoom: 12,
      filter: ['has', 'name'],
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 500,
        'text-field': ['get', 'name'],
        'text-font': LABEL_FONT,
        'text-size': 11,
      },
      paint: { 'text-color': '#2f6a86', 'text-halo-color': HALO, 'text-halo-width': 1.2 },
    },
    {
      id: 'road-name',
      type: 'symbol',
      source: 'city',
      'source-layer': 'road',
      minzoom: 13,
      filter: ['all', ['has', 'name'], ['!', ['in', ['get', 'class'], ['literal', ['rail', 'path', 'service']]]]],
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 320,
        'text-field': ['get', 'name'],
        'text-font': LABEL_FONT,
        'text-size': ['interpolate', ['linear'], ['zoom'], 13, 10.5, 17, 13.5],
        'text-max-angle': 35,
        'text-padding': 4,
      },
      paint: { 'text-color': INK, 'text-halo-color': HALO, 'text-halo-width': 1.6 },
    },
    {
      id: 'housenumber',
      type: 'symbol',
      source: 'city',
      'source-layer': 'housenumber',
      minzoom: 16,
      layout: {
        'text-field': ['coalesce', ['get', 'housenumber'], ['get', 'number'], ['get', 'name'], ''],
        'text-font': LABEL_FONT,
        'text-size': ['interpolate', ['linear'], ['zoom'], 16, 9.5, 19, 13],
        'text-padding': 3,
      },
      paint: { 'text-color': INK_FAINT, 'text-halo-color': HALO, 'text-halo-width': 1 },
    },
    {
      id: 'place-name',
      type: 'symbol',
      source: 'city',
      'source-layer': 'place',
      maxzoom: 15,
      filter: ['has', 'name'],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': LABEL_FONT_BOLD,
        'text-size': ['match', ['get', 'class'], 'city', 17, 'town', 14.5, 'suburb', 12, 11.5],
        'text-max-width': 8,
        'text-padding': 8,
        'symbol-sort-key': ['match', ['get', 'class'], 'city', 0, 'town', 1, 'suburb', 2, 3],
      },
      paint: { 'text-color': '#4a5058', 'text-halo-color': HALO, 'text-halo-width': 1.8 },
    },
  ];
}

/** The style; `origin` is our own address with that of the region, because tiles must be asked for by a full one. */
export function basemapStyle(origin: string, attribution: string): StyleSpecification {
  return {
    version: 8,
    sources: {
      city: {
        type: 'vector',
        tiles: [`${origin}/v1/tiles/{z}/{x}/{y}`],
        minzoom: 0,
        maxzoom: TILE_ZOOM_MAX,
        attribution,
      },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': GROUND } },
      {
        id: 'landuse',
        type: 'fill',
        source: 'city',
        'source-layer': 'landuse',
        paint: { 'fill-color': LANDUSE_COLORS, 'fill-antialias': false },
      },
      { id: 'water', type: 'fill', source: 'city', 'source-layer': 'water', paint: { 'fill-color': WATER } },
      {
        id: 'waterway',
        type: 'line',
        source: 'city',
        'source-layer': 'waterway',
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': WATER, 'line-width': width([[9, 0.6], [13, 1.6], [17, 5]]) },
      },
      {
        id: 'building',
        type: 'fill',
        source: 'city',
        'source-layer': 'building',
        minzoom: 13,
        paint: {
          'fill-color': '#dcd8cf',
          'fill-outline-color': '#c6c0b4',
          'fill-opacity': ['interpolate', ['linear'], ['zoom'], 13, 0.4, 15, 1],
        },
      },
      ...roads(),
      ...labels(),
    ],
  };
}
