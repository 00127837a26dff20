// Tests of `sentShift`: empty fields and the kind and capacity of a vehicle of the organisation are left out.
import { describe, expect, it } from 'vitest';
import { sentShift } from '../src/console/volunteers-and-hubs';

const SHIFT = { from: '09:00', to: '15:00', end: 'home', vehicle: 'car', capacity: 12, stops_max: null } as const;

describe('what is sent of a shift', () => {
  it('an empty field is left out, and nothing is told of a vehicle of their own but kind and capacity', () => {
    expect(sentShift({ ...SHIFT })).toEqual({ from: '09:00', to: '15:00', end: 'home', vehicle: 'car', capacity: 12 });
  });

  it('a vehicle that is kept says kind and capacity itself, and its name is not sent back', () => {
    const lent = { ...SHIFT, vehicle_id: 'VAN-1', vehicle_label: 'Газель' };
    expect(sentShift(lent)).toEqual({ from: '09:00', to: '15:00', end: 'home', vehicle_id: 'VAN-1' });
  });
});
