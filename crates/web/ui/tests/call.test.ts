// Tests of `call` and `Act` (idempotency keys when an answer is lost, for another body, for GET), and of what
// cancelling, reopening and revoking links send.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { desk } from '../src/console/desk.svelte';
import { revokeLinks } from '../src/console/planning';
import { callOff, takeUpAgain } from '../src/console/request-change';
import { Act } from '../src/wire/idempotency';
import { call } from '../src/wire/call';
import { Problem } from '../src/wire/problem';
import type { HelpRequest } from '../src/wire/contract';

let keys: (string | undefined)[] = [];
let sent: [string, string | undefined, BodyInit | null | undefined][] = [];
let lost = 0;

beforeEach(() => {
  keys = [];
  sent = [];
  lost = 0;
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    sent.push([path, init.method, init.body]);
    keys.push((init.headers as Record<string, string>)['Idempotency-Key']);
    if (lost > 0) {
      lost -= 1;
      throw new TypeError('Failed to fetch');
    }
    return new Response(JSON.stringify({ id: '1001-9', state: 'located' }), { headers: { 'Content-Type': 'application/json' } });
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

it('calling off sends a note only where there is one, and the answer is put on the desk', async () => {
  const request = { id: '1001-9', state: 'accepted' } as HelpRequest;
  await callOff(request, '', 'k'.repeat(16));
  await callOff(request, 'выздоровел', 'l'.repeat(16));
  await takeUpAgain(request, 'm'.repeat(16));
  expect(sent).toEqual([
    ['/v1/requests/1001-9/cancel', 'POST', undefined],
    ['/v1/requests/1001-9/cancel', 'POST', '{"note":"выздоровел"}'],
    ['/v1/requests/1001-9/retry', 'POST', undefined],
  ]);
  expect(keys.map((key) => key?.[0])).toEqual(['k', 'l', 'm']);
  expect(desk.requestById.get('1001-9')?.state).toBe('located');
});

it('revoking names the plan and the volunteer', async () => {
  await revokeLinks('p1', 'V/1');
  expect(sent).toEqual([['/v1/plans/p1/links/V%2F1', 'DELETE', undefined]]);
});
