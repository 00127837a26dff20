// What of a shift and of a request a relief changes.
import { describe, expect, it } from 'vitest';
import { easedShift, easedWindows, wayOf } from '../src/console/why';
import type { Relief } from '../src/wire/contract';

const relief = (more: Partial<Relief>): Relief => ({
  kind: 'as_it_is', text: '', text_ru: '', volunteer: 'V1', skill: null, opens: null, closes: null, amount: null, place: 0, begins: '10:00',
  travel_seconds: 0, distance_meters: 0, cost: 0, asked_seconds: 0, serves: ['R1'], ...more,
});

describe('a relief', () => {
  it('is made on the draft, by planning again, or in a card', () => {
    const ways = (['as_it_is', 'later_shift', 'earlier_window', 'more_jobs', 'more_room', 'one_more_car', 'without_skill'] as const).map((kind) => wayOf(relief({ kind })));
    expect(ways).toEqual(['move', 'plan', 'plan', 'plan', 'open', 'open', 'open']);
    expect(wayOf(relief({ kind: 'without_skill', skill: 'lift' }))).toBe('plan');
  });

  it('changes what it names of a shift, and nothing else', () => {
    expect(easedShift(relief({ kind: 'later_shift', opens: '09:00', closes: '15:20' }))).toEqual({ from: '09:00', to: '15:20' });
    expect(easedShift(relief({ kind: 'more_jobs', amount: 7 }))).toEqual({ stops_max: 7 });
    expect(easedShift(relief({ kind: 'longer_day', amount: 320 }))).toEqual({ minutes_max: 320 });
    expect(easedShift(relief({ kind: 'further_day', amount: 41 }))).toEqual({ kilometers_max: 41 });
    expect(easedShift(relief({ kind: 'more_room', amount: 9 }))).toEqual({});
  });

  it('makes the last of the hours end later, or the first begin earlier, in whatever order they stand', () => {
    const windows = [{ opens: '14:00', closes: '16:00' }, { opens: '09:00', closes: '11:00' }];
    expect(easedWindows(windows, relief({ kind: 'later_window', opens: '14:00', closes: '16:30' }))).toEqual([{ opens: '14:00', closes: '16:30' }, windows[1]]);
    expect(easedWindows(windows, relief({ kind: 'earlier_window', opens: '08:45', closes: '11:00' }))).toEqual([windows[0], { opens: '08:45', closes: '11:00' }]);
  });
});
