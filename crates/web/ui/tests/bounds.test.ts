// What a person is bound to: which lists a role has, what of the typed words is sent, and when a form may be sent.
import { describe, expect, it } from 'vitest';
import { asksForBounds, boundLine, boundsOf, emptyBounds, isBound, sentBounds, wordsOf } from '../src/console/bounds';
import type { StaffMember } from '../src/wire/contract';

const member: StaffMember = { login: 'olga', role: 'operator', organisations: ['Фонд', 'Штаб'], municipalities: ['Лесной район'], sources: ['112'], second_step: false };

describe('what a person is bound to', () => {
  it('is not lost by a change of the role: who is bound is asked to what they stay bound', () => {
    const free = { ...member, organisations: [], municipalities: [], sources: [] };
    const curator = { ...free, role: 'curator', municipalities: ['Лесной район'] };
    expect([asksForBounds(curator, 'operator'), asksForBounds(curator, 'administrator')]).toEqual([true, false]);
    expect([asksForBounds(free, 'operator'), asksForBounds(free, 'curator')]).toEqual([false, true]);
  });

  it('is asked for as the role has it', () => {
    expect(boundsOf('coordinator')).toEqual([]);
    expect(boundsOf('curator')).toEqual(['municipalities']);
    expect(boundsOf('agency_owner')).toEqual(['organisations', 'sources']);
    expect(boundsOf('operator')).toHaveLength(3);
  });

  it('is sent as lists, without those that the role does not have', () => {
    const typed = { organisations: 'Фонд, Штаб', municipalities: 'Лесной район', sources: ' ' };
    expect(sentBounds('agency_owner', typed)).toEqual({ organisations: ['Фонд', 'Штаб'] });
    expect(sentBounds('curator', typed)).toEqual({ municipalities: ['Лесной район'] });
    expect(sentBounds('auditor', typed)).toEqual({});
  });

  it('must say something for an owner and a curator', () => {
    expect(isBound('curator', emptyBounds())).toBe(false);
    expect(isBound('agency_owner', { ...emptyBounds(), municipalities: 'Лесной район' })).toBe(false);
    expect(isBound('agency_owner', { ...emptyBounds(), sources: '112' })).toBe(true);
    expect(isBound('operator', emptyBounds())).toBe(true);
  });

  it('comes back as it was typed', () => {
    expect(wordsOf(member)).toEqual({ organisations: 'Фонд, Штаб', municipalities: 'Лесной район', sources: '112' });
    expect(boundLine(member)).toBe('Фонд, Штаб, Лесной район, 112');
  });
});
