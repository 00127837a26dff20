// `stairs`: the SVG path of the cost during a search, for `Chart.svelte`: a value holds until the next one replaces
// it.
import type { RunPoint } from './desk.svelte';

/** An SVG path in a `width` × `height` box, or '' while there is nothing to compare. */
export function stairs(track: readonly Pick<RunPoint, 'elapsed' | 'cost'>[], width: number, height: number): string {
  if (track.length < 2) return '';
  const times = track.map((point) => point.elapsed);
  const values = track.map((point) => point.cost);
  const [start, end] = [Math.min(...times), Math.max(...times)];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (time: number) => (end === start ? 0 : ((time - start) / (end - start)) * width);
  // A tenth of the height is left free below, so that the best value is not on the axis.
  const y = (value: number) => (high === low ? height / 2 : height * 0.05 + ((high - value) / (high - low)) * height * 0.85);
  return track
    .map((point, at) => (at === 0 ? `M${x(point.elapsed).toFixed(1)} ${y(point.cost).toFixed(1)}` : `H${x(point.elapsed).toFixed(1)} V${y(point.cost).toFixed(1)}`))
    .join(' ');
}
