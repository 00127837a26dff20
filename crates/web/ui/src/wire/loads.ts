// What to take at a loading stop.
import { sumNeeds } from '../speech/format';
import type { Need, Stop } from './shapes';

/**
 * What to take at a loading stop: the server's word when it gives one (`loads`, or the requests loaded for); otherwise
 * all that the visits need up to the next run of loading stops, said once, at the first stop of the run.
 */
export function loadsAt(stops: readonly Stop[], index: number): Need[] {
  const stop = stops[index];
  if (stop.kind !== 'load') return [];
  if (stop.loads) return stop.loads;
  const visits = stops.flatMap((one) => one.visits ?? []);
  if (stop.requests?.length) {
    const named = new Set(stop.requests);
    return sumNeeds(visits.filter((visit) => named.has(visit.request)).map((visit) => visit.needs));
  }
  if (stops[index - 1]?.kind === 'load') return [];
  let from = index;
  while (stops[from]?.kind === 'load') from += 1;
  let to = from;
  while (stops[to] && stops[to].kind !== 'load') to += 1;
  return sumNeeds(stops.slice(from, to).flatMap((one) => one.visits ?? []).map((visit) => visit.needs));
}
