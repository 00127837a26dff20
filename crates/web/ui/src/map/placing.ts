// `Placing`, markers for setting a place by hand: candidates with letters, and one pin that is dragged or moved with
// the arrow keys.
import { Marker, type Map as GlMap } from 'maplibre-gl';
import type { Point } from '../wire/contract';
import { letter } from './letter';

const STEP_PIXELS = 4;
const BIG_STEP_PIXELS = 24;
const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export class Placing {
  private pin: Marker | null = null;
  private candidates: Marker[] = [];

  constructor(private readonly map: GlMap) {}

  showCandidates(
    points: readonly { point: Point; label: string }[],
    chosen: (index: number) => void,
    name: (letter: string, label: string) => string,
  ): void {
    this.candidates.forEach((marker) => marker.remove());
    this.candidates = points.map(({ point, label }, index) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'map-candidate';
      button.textContent = letter(index);
      button.title = label;
      button.addEventListener('click', (event) => {
        event.stopPropagation();
        chosen(index);
      });
      const marker = new Marker({ element: button, anchor: 'bottom' }).setLngLat([point.lon, point.lat]).addTo(this.map);
      button.setAttribute('aria-label', name(letter(index), label));
      return marker;
    });
  }

  /** Puts the pin at `point` (or moves it there) and reports every move. */
  showPin(point: Point | null, label: string, moved: (point: Point) => void): void {
    if (!point) {
      this.pin?.remove();
      this.pin = null;
      return;
    }
    if (!this.pin) {
      const element = document.createElement('div');
      element.className = 'map-pin';
      element.tabIndex = 0;
      element.addEventListener('keydown', (event) => this.keyed(event, moved));
      this.pin = new Marker({ element, anchor: 'bottom', draggable: true }).setLngLat([point.lon, point.lat]).addTo(this.map);
      element.setAttribute('role', 'button');
      element.setAttribute('aria-label', label);
      this.pin.on('dragend', () => this.report(moved));
    } else {
      this.pin.setLngLat([point.lon, point.lat]);
    }
  }

  remove(): void {
    this.candidates.forEach((marker) => marker.remove());
    this.candidates = [];
    this.pin?.remove();
    this.pin = null;
  }

  private keyed(event: KeyboardEvent, moved: (point: Point) => void): void {
    const way = ARROWS[event.key];
    if (!way || !this.pin) return;
    event.preventDefault();
    event.stopPropagation();
    const step = event.shiftKey ? BIG_STEP_PIXELS : STEP_PIXELS;
    const at = this.map.project(this.pin.getLngLat());
    this.pin.setLngLat(this.map.unproject([at.x + way[0] * step, at.y + way[1] * step]));
    this.report(moved);
  }

  private report(moved: (point: Point) => void): void {
    if (!this.pin) return;
    const { lng, lat } = this.pin.getLngLat();
    moved({ lon: lng, lat });
  }
}
