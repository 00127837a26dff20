// `CityMap`, the map of both screens on MapLibre: draws the features it is given, highlights a route, moves the view,
// and reports clicks and hovering. Pins that can be dragged are in `placing.ts`.
import {
  AttributionControl,
  type GeoJSONSource,
  LngLatBounds,
  Map as GlMap,
  type MapGeoJSONFeature,
  type MapMouseEvent,
  NavigationControl,
  Popup,
  ScaleControl,
  setWorkerUrl,
} from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { MapInfo, Point } from '../wire/contract';
import { regionAddress } from '../wire/region';
import { basemapStyle } from './basemap-style';
import { OVERLAY, SOURCES, type SourceName, TOUCHABLE } from './layers';
import { addPins } from './pictures';
import { boxAround } from './features';

setWorkerUrl(workerUrl);

export type Touched = { kind: 'request' | 'place'; ids: string[] } | { kind: 'route'; ids: string[] };

export interface CityMapWords {
  title: string;
  zoomIn: string;
  zoomOut: string;
  attribution: string;
  meters: string;
  kilometers: string;
}

export interface CityMapEvents {
  touched?(what: Touched, point: Point): void;
  /** The route under the pointer, or null when it left. */
  hovered?(volunteer: string | null): void;
  clickedGround?(point: Point): void;
  /** Lines of text to show beside what is under the pointer. */
  tooltip?(what: Touched): string[];
  /** Graphics were taken away by the browser, or given back. */
  drawn?(can: boolean): void;
}

const EMPTY: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };
const FIT = { padding: { top: 60, bottom: 110, left: 60, right: 60 }, maxZoom: 16, duration: 500 };
const CLOSE_ZOOM = 16;
const DIM = 0.22;

export class CityMap {
  readonly gl: GlMap;
  private readonly waiting = new Map<SourceName, GeoJSON.FeatureCollection>();
  private readonly popup = new Popup({ closeButton: false, closeOnClick: false, offset: 14, className: 'map-tip' });
  private ready = false;
  private highlighted: string | null = null;
  private underPointer = '';
  private removed = false;

  constructor(
    container: HTMLElement,
    info: MapInfo,
    words: CityMapWords,
    private readonly events: CityMapEvents,
  ) {
    this.gl = new GlMap({
      container,
      style: basemapStyle(location.origin + regionAddress(), info.attribution),
      bounds: boundsOf(info),
      fitBoundsOptions: { padding: 20 },
      minZoom: 4,
      maxZoom: 19,
      dragRotate: false,
      pitchWithRotate: false,
      attributionControl: false,
      fadeDuration: 0,
      locale: {
        'Map.Title': words.title,
        'NavigationControl.ZoomIn': words.zoomIn,
        'NavigationControl.ZoomOut': words.zoomOut,
        'AttributionControl.ToggleAttribution': words.attribution,
        'ScaleControl.Meters': words.meters,
        'ScaleControl.Kilometers': words.kilometers,
      },
    });
    this.gl.touchZoomRotate.disableRotation();
    this.gl.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    // In the bottom corners the first one added lies lowest.
    this.gl.addControl(new AttributionControl({ compact: false }), 'bottom-right');
    this.gl.addControl(new ScaleControl({ maxWidth: 110 }), 'bottom-right');
    this.gl.on('style.load', () => this.prepare());
    this.gl.on('click', (event) => this.clicked(event));
    this.gl.on('mousemove', (event) => this.moved(event));
    this.gl.on('mouseout', () => this.left());
    // Removing the map loses its context too, and that is no failure.
    this.gl.on('webglcontextlost', () => {
      if (!this.removed) this.events.drawn?.(false);
    });
    this.gl.on('webglcontextrestored', () => this.events.drawn?.(true));
  }

  private prepare(): void {
    addPins(this.gl);
    for (const source of SOURCES) {
      this.gl.addSource(source, { type: 'geojson', data: this.waiting.get(source) ?? EMPTY });
    }
    for (const layer of OVERLAY) this.gl.addLayer(layer);
    this.waiting.clear();
    this.ready = true;
    this.highlight(this.highlighted);
  }

  /** Replaces what one source shows. */
  show(source: SourceName, data: GeoJSON.FeatureCollection): void {
    if (!this.ready) this.waiting.set(source, data);
    else this.gl.getSource<GeoJSONSource>(source)?.setData(data);
  }

  /** Brings one route forward and dims the others; null brings all back. */
  highlight(volunteer: string | null): void {
    this.highlighted = volunteer;
    if (!this.ready) return;
    const strength = (full: number) =>
      volunteer === null ? full : (['case', ['==', ['get', 'volunteer'], volunteer], full, DIM] as never);
    this.gl.setPaintProperty('lines', 'line-opacity', strength(0.92));
    this.gl.setPaintProperty('lines-casing', 'line-opacity', strength(0.8));
    this.gl.setPaintProperty('stops', 'circle-opacity', strength(1));
    this.gl.setPaintProperty('stops', 'circle-stroke-opacity', strength(1));
    this.gl.setPaintProperty('stops-number', 'text-opacity', strength(1));
    const order = ['case', ['==', ['get', 'volunteer'], volunteer ?? ''], 1, 0] as never;
    this.gl.setLayoutProperty('lines', 'line-sort-key', order);
    this.gl.setLayoutProperty('lines-casing', 'line-sort-key', order);
    this.gl.setLayoutProperty('stops', 'circle-sort-key', order);
    this.gl.setFilter('lines-arrows', ['==', ['get', 'volunteer'], volunteer ?? '']);
  }

  fit(points: readonly Point[]): void {
    const box = boxAround(points);
    if (box) this.gl.fitBounds(box, FIT);
  }

  fitAll(info: MapInfo): void {
    this.gl.fitBounds(boundsOf(info), { padding: 20, duration: 500 });
  }

  goTo(point: Point): void {
    this.gl.easeTo({ center: [point.lon, point.lat], zoom: Math.max(this.gl.getZoom(), CLOSE_ZOOM), duration: 500 });
  }

  get center(): Point {
    const { lng, lat } = this.gl.getCenter();
    return { lon: lng, lat };
  }

  remove(): void {
    this.removed = true;
    this.popup.remove();
    this.gl.remove();
  }

  private touchedAt(event: MapMouseEvent): Touched | null {
    if (!this.ready) return null;
    const [x, y] = [event.point.x, event.point.y];
    const near: [[number, number], [number, number]] = [
      [x - 4, y - 4],
      [x + 4, y + 4],
    ];
    const found = this.gl.queryRenderedFeatures(near, { layers: [...TOUCHABLE] });
    for (const layer of TOUCHABLE) {
      const feature = found.find((one) => one.layer.id === layer);
      if (feature) return touchedBy(feature);
    }
    return null;
  }

  private clicked(event: MapMouseEvent): void {
    const what = this.touchedAt(event);
    const point = { lon: event.lngLat.lng, lat: event.lngLat.lat };
    if (what) this.events.touched?.(what, point);
    else this.events.clickedGround?.(point);
  }

  private moved(event: MapMouseEvent): void {
    const what = this.touchedAt(event);
    const key = what ? `${what.kind} ${what.ids.join(' ')}` : '';
    if (key !== this.underPointer) {
      this.underPointer = key;
      this.gl.getCanvas().style.cursor = what ? 'pointer' : '';
      this.events.hovered?.(what?.kind === 'route' ? what.ids[0] : null);
      const lines = what ? (this.events.tooltip?.(what) ?? []) : [];
      if (lines.length === 0) this.popup.remove();
      else this.popup.setDOMContent(linesOf(lines)).addTo(this.gl);
    }
    if (this.popup.isOpen()) this.popup.setLngLat(event.lngLat);
  }

  private left(): void {
    this.underPointer = '';
    this.popup.remove();
    this.events.hovered?.(null);
  }
}

function touchedBy(feature: MapGeoJSONFeature): Touched {
  if (feature.layer.id === 'lines') return { kind: 'route', ids: [String(feature.properties.volunteer)] };
  const kind = feature.layer.id === 'places' ? 'place' : 'request';
  return { kind, ids: String(feature.properties.ids).split(' ') };
}

/** Text nodes only: names and comments are other people's words. */
function linesOf(lines: readonly string[]): HTMLElement {
  const box = document.createElement('div');
  lines.forEach((line, at) => {
    const row = document.createElement(at === 0 ? 'strong' : 'div');
    row.textContent = line;
    box.append(row);
  });
  return box;
}

function boundsOf(info: MapInfo): LngLatBounds {
  const { south_west, north_east } = info.bounds;
  return new LngLatBounds([south_west.lon, south_west.lat, north_east.lon, north_east.lat]);
}
