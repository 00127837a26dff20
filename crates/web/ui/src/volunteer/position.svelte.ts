// `whereabouts`: the position of the phone for volunteers who agreed to send it; the agreement is kept in
// `localStorage`. `now` gives it when the browser measured it within 30 s and states an accuracy of 40 m or better.
import type { Point } from '../wire/contract';

const KEY = 'karavan.doors';
const FRESH_MS = 30_000;
const METERS_MAX = 40;

class Whereabouts {
  agreed = $state(false);
  refused = $state(false);
  private watching: number | null = null;
  private last: { point: Point; at: number } | null = null;

  constructor() {
    try {
      if (localStorage.getItem(KEY) === 'yes') this.agree(true);
    } catch {
      // Without storage it is asked again next time.
    }
  }

  get possible(): boolean {
    return typeof navigator !== 'undefined' && 'geolocation' in navigator;
  }

  agree(yes: boolean): void {
    this.agreed = yes;
    this.refused = false;
    try {
      if (yes) localStorage.setItem(KEY, 'yes');
      else localStorage.removeItem(KEY);
    } catch {
      // It lasts until the page is closed.
    }
    if (yes && this.possible && this.watching === null) {
      this.watching = navigator.geolocation.watchPosition(
        ({ coords, timestamp }) => {
          if (coords.accuracy <= METERS_MAX) this.last = { point: { lon: coords.longitude, lat: coords.latitude }, at: timestamp };
        },
        () => {
          this.agree(false);
          this.refused = true;
        },
        { enableHighAccuracy: true, maximumAge: FRESH_MS },
      );
    } else if (!yes && this.watching !== null) {
      navigator.geolocation.clearWatch(this.watching);
      this.watching = null;
      this.last = null;
    }
  }

  /** The place now, when it is known well enough. */
  now(): Point | null {
    return this.agreed && this.last && Date.now() - this.last.at <= FRESH_MS ? this.last.point : null;
  }
}

export const whereabouts = new Whereabouts();
