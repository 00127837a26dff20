// `waitsUntil`: until when a volunteer waits at a stop, because they arrive before any of its visits may begin;
// otherwise null. It compares the arrival with the windows of the visits.
import type { Stop } from './contract';

/** The hour before which nobody at the stop can be visited, when the car is there earlier; times of a day compare as text. */
export function waitsUntil(stop: Stop): string | null {
  const openings = (stop.visits ?? []).map((visit) => {
    const windows = visit.windows ?? [];
    if (windows.length === 0 || windows.some((window) => window.opens <= stop.arrives_at && stop.arrives_at <= window.closes)) return null;
    const later = windows.map((window) => window.opens).filter((opens) => opens > stop.arrives_at);
    return later.length > 0 ? later.sort()[0] : null;
  });
  return openings.length > 0 && openings.every((opens) => opens !== null) ? ([...openings].sort()[0] ?? null) : null;
}
