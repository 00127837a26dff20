// What a call sends so that pressing twice does not act twice.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Act } from '../src/wire/act';
import { call } from '../src/wire/call';
import { Problem } from '../src/wire/problem';

let keys: (string | undefined)[] = [];
let lost = 0;

beforeEach(() => {
  keys = [];
  lost = 0;
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    keys.push((init.headers as Record<string, string>)['Idempotency-Key']);
    if (lost > 0) {
      lost -= 1;
      throw new TypeError('Failed to fetch');
    }
    return new Response('{}', { headers: { 'Content-Type': 'application/json' } });
  });
});

afterEach(() => vi.unstubAllGlobals());

describe('one act', () => {
  const save = async (act: Act, body: unknown) => {
    await call('POST', '/v1/requests', { body, key: act.keyFor(body) });
    act.done();
  };

  it('keeps its key when the answer was lost, so that the server answers as the first time', async () => {
    const act = new Act();
    lost = 1;
    await expect(save(act, { address: 'Абая, 10' })).rejects.toBeInstanceOf(Problem);
    await save(act, { address: 'Абая, 10' });
    expect(keys[1]).toBe(keys[0]);
  });

  it('has a new key when something else is asked for, and after success', async () => {
    const act = new Act();
    lost = 1;
    await expect(save(act, { address: 'Абая, 10' })).rejects.toBeInstanceOf(Problem);
    await save(act, { address: 'Абая, 12' });
    await save(act, { address: 'Абая, 12' });
    expect(new Set(keys).size).toBe(3);
  });
});

it('a call without a key of its own has a fresh one each time, and only a POST', async () => {
  await call('POST', '/v1/plans');
  await call('POST', '/v1/plans');
  await call('GET', '/v1/plans');
  expect(keys[0]).not.toBe(keys[1]);
  expect(keys[2]).toBeUndefined();
});
