// `changesSince`: the changes since a draft plan was made, as text keys with numbers, for `SinceMade.svelte`. The
// server counts them.
import type { SinceMade } from '../wire/contract';
import type { Key } from './text';

const LINES = [
  ['since.requests.added', ({ requests }: SinceMade) => requests.added],
  ['since.requests.cancelled', ({ requests }: SinceMade) => requests.cancelled],
  ['since.requests.closed', ({ requests }: SinceMade) => requests.closed],
  ['since.requests.changed', ({ requests }: SinceMade) => requests.changed],
  ['since.volunteers.added', ({ volunteers }: SinceMade) => volunteers.added],
  ['since.volunteers.gone', ({ volunteers }: SinceMade) => volunteers.gone],
  ['since.volunteers.changed', ({ volunteers }: SinceMade) => volunteers.changed],
  ['since.hubs.added', ({ hubs }: SinceMade) => hubs.added],
  ['since.hubs.gone', ({ hubs }: SinceMade) => hubs.gone],
  ['since.hubs.changed', ({ hubs }: SinceMade) => hubs.changed],
] as const satisfies readonly (readonly [Key, (since: SinceMade) => number])[];

/** Only what did change, with how many. */
export function changesSince(since: SinceMade): [Key, number][] {
  return LINES.map(([key, count]): [Key, number] => [key, count(since)]).filter(([, n]) => n > 0);
}
