// Tests of `navigation.ts`: which apps are offered on which phone, the remembered choice with and without storage, and
// which kinds of links are let through.
import { describe, expect, it } from 'vitest';
import { chosen, offered, remember, safe } from '../src/volunteer/navigation';

const ANDROID = 'Mozilla/5.0 (Linux; Android 12) Chrome/120 Mobile';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)';
const links = { google: 'https://g', yandex_maps: 'https://y', geo: 'geo:43.2,76.9', apple: 'https://a', unknown: 'https://u' };

describe('navigators', () => {
  it('come in the order people use them here, each where it opens', () => {
    expect(offered(links, ANDROID)).toEqual(['yandex_maps', 'google', 'geo']);
    expect(offered(links, IPHONE)).toEqual(['yandex_maps', 'google', 'apple']);
    expect(offered(undefined, ANDROID)).toEqual([]);
  });

  it('are remembered, and asked again where the stop has no link for the chosen one', () => {
    const kept = new Map<string, string>();
    const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
    expect(chosen(['google'], storage)).toBeNull();
    remember('google', storage);
    expect(chosen(['yandex_maps', 'google'], storage)).toBe('google');
    expect(chosen(['yandex_maps'], storage)).toBeNull();
  });

  it('do without storage', () => {
    const broken = { getItem: () => { throw new Error('SecurityError'); }, setItem: () => { throw new Error('SecurityError'); } };
    expect(() => remember('google', broken)).not.toThrow();
    expect(chosen(['google'], broken)).toBeNull();
    expect(chosen(['google'], null)).toBeNull();
  });

  it('open only kinds of links we know', () => {
    expect(safe('yandexnavi://build_route_on_map?lat_to=1')).not.toBeNull();
    expect(safe('geo:43.2,76.9')).not.toBeNull();
    expect(safe('javascript:alert(1)')).toBeNull();
    expect(safe('http://insecure.example')).toBeNull();
    expect(safe(undefined)).toBeNull();
  });
});
