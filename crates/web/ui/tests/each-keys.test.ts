// Reads the `{#each}` loops of the Svelte files: a key that repeats stops the page, so each key must be the position, a
// name listed here as unique, or a word of a list of the page's own.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const SOURCES = new URL('../src/', import.meta.url);

/** Unique in the store, or counted by the page itself. */
const UNIQUE = ['hub.id', 'one.id', 'request.id', 'route.volunteer', 'offer.volunteer', 'notice.key', 'item.key', 'key(item)', 'arc.part', 'choice.lang', 'entry.seq', 'one.login', 'one.source', 'item.place', 'region.name', 'item.request.id', 'visitKey(visit)'];
/** Lists of words that are the page's own, or were made a set before. */
const OWN = /^([A-Z_]+(\.filter\(.*\))?|windows|looks|listed|offered\.filter\(.*\))$/;

const loops = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.svelte'))
  .flatMap((file) =>
    [...readFileSync(new URL(file, SOURCES), 'utf8').matchAll(/\{#each (.+?) as (\w+)(?:, (\w+))?(?: \((.+?)\))?\}(?!\))/g)].map(([, list, item, position, key]) => ({ file, list, item, position, key })),
  );

it('finds the loops of the screens', () => expect(loops.length).toBeGreaterThan(40));

it.each(loops)('$file: no key of $list can repeat', ({ list, item, position, key }) => {
  const byPosition = position !== undefined && new RegExp(`\\b${position}\\b`).test(key);
  expect(byPosition || UNIQUE.includes(key) || (key === item && OWN.test(list))).toBe(true);
});

it.each(['desk.unassigned', 'route.stops', 'stop.visits ?? []'])('rows of %s keep what is opened in them when their order changes', (list) => {
  const loop = loops.find((one) => one.list === list && /RouteStops|UnassignedList/.test(one.file));
  expect(loop?.key).toMatch(/item\.request\.id|stopKey|visitKey/);
});
