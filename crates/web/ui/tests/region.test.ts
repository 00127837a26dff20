// Where a page calls: its own region, and no other.
import { afterEach, expect, it, vi } from 'vitest';
import { CHOOSE, openedAtOnce } from '../src/regions/opening';
import { call } from '../src/wire/call';
import { here, regionIn } from '../src/wire/region';

afterEach(() => vi.unstubAllGlobals());

it('the region is the first name in the address of the page, and a server of one has none', () => {
  expect(regionIn('/regions/north/')).toBe('/regions/north');
  expect(regionIn('/regions/north-2/r')).toBe('/regions/north-2');
  for (const none of ['/', '/r', '/regions/north', '/regions//r', '/regions/North/', '/x/regions/north/']) {
    expect(regionIn(none), none).toBe('');
  }
});

it('a page calls within its region', async () => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    return new Response('{}', { headers: { 'Content-Type': 'application/json' } });
  });
  await call('GET', '/v1/map');
  vi.stubGlobal('location', { pathname: '/regions/north/' });
  await call('GET', '/v1/map');
  expect(asked).toEqual(['/v1/map', '/regions/north/v1/map']);
  expect(here('/r')).toBe('/regions/north/r');
});

it('a remembered region opens by itself while it is served, unless somebody wants to choose', () => {
  const regions = ['north', 'south'].map((name) => ({ name, title: name, address: `/regions/${name}` }));
  expect(openedAtOnce(regions, '/regions/south', '')).toBe('/regions/south/');
  expect(openedAtOnce(regions, '/regions/south', CHOOSE)).toBeNull();
  expect(openedAtOnce(regions, '/regions/west', '')).toBeNull();
  expect(openedAtOnce(regions, '//evil.example', '')).toBeNull();
  expect(openedAtOnce(regions, null, '')).toBeNull();
});
