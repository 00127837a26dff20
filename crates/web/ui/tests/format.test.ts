// Tests of `language/format.ts`: durations, distances, days, times of day, coordinates, doors, goods and telephones.
import { describe, expect, it } from 'vitest';
import { clock, coordinates, day, dayAndClock, dial, distance, door, duration, needs, readClock, readCoordinates, shiftDate } from '../src/language/format';

/** Numbers keep their units by a no-break space; here it is only a space. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('lengths and hours', () => {
  it.each([
    [0, '0 мин'],
    [20, '1 мин'],
    [60, '1 мин'],
    [3540, '59 мин'],
    [3600, '1 ч'],
    [31_250, '8 ч 41 мин'],
  ])('%i s is “%s”', (seconds, expected) => {
    expect(plain(duration(seconds, 'ru'))).toBe(expected);
  });

  it.each([
    [0, '0 м'],
    [847, '850 м'],
    [949, '950 м'],
    [950, '1 км'],
    [4100, '4,1 км'],
    [9949, '9,9 км'],
    [9950, '10 км'],
    [240_000, '240 км'],
  ])('%i m is “%s”', (meters, expected) => {
    expect(plain(distance(meters, 'ru'))).toBe(expected);
  });

  it('says the day in both languages, the same in every zone', () => {
    expect(day('2026-11-21', 'ru')).toBe('21 ноября, суббота');
    expect(day('2026-11-21', 'en', 'short')).toBe('21 November, Sat');
    expect(day('nonsense', 'ru')).toBe('nonsense');
  });

  it('says the day of a moment in the zone of the map', () => {
    expect(dayAndClock('2026-11-21T19:30:00Z', 'Asia/Almaty', 'ru')).toBe('22 ноября, 00:30');
    expect(dayAndClock('2026-11-21T02:10:00Z', 'America/New_York', 'en')).toBe('20 November, 21:10');
  });

  it('steps over the end of a month and of February', () => {
    expect(shiftDate('2026-11-30', 1)).toBe('2026-12-01');
    expect(shiftDate('2028-03-01', -1)).toBe('2028-02-29');
  });

  it('shows a moment in the zone of the map, not of the computer', () => {
    expect(clock('2026-11-21T05:30:00Z', 'Asia/Almaty', 'ru')).toBe('10:30');
    expect(clock('never', 'Asia/Almaty', 'ru')).toBe('');
  });

  it.each([
    ['9', '09:00'],
    ['930', '09:30'],
    ['0930', '09:30'],
    ['9:30', '09:30'],
    ['9.30', '09:30'],
    ['23:59', '23:59'],
    ['24:00', null],
    ['9:7', null],
    ['', null],
    ['утром', null],
  ])('“%s” typed is %s', (text, expected) => {
    expect(readClock(text)).toBe(expected);
  });
});

describe('places', () => {
  it('writes latitude first and reads it back', () => {
    const point = { lon: 76.84618, lat: 43.21953 };
    expect(coordinates(point)).toBe('43.21953, 76.84618');
    expect(readCoordinates(coordinates(point))).toEqual(point);
  });

  it('reads what people paste', () => {
    expect(readCoordinates(' 43,2195; 76,8461 ')).toEqual({ lon: 76.8461, lat: 43.2195 });
    expect(readCoordinates('95, 20')).toBeNull();
    expect(readCoordinates('ул. Абая')).toBeNull();
  });

  it('puts the door card in the order of walking', () => {
    expect(plain(door({ flat: '87', floor: '4', entrance: '3', note: 'за гаражами' }, 'ru'))).toBe('подъезд 3, этаж 4, кв. 87, за гаражами');
    expect(door(undefined, 'ru')).toBe('');
  });
});

describe('goods', () => {
  it('names what it knows and shows what it does not', () => {
    expect(plain(needs([{ goods: 'food', quantity: 2 }, { goods: 'firewood', quantity: 1 }], 'ru'))).toBe('Продукты × 2, firewood × 1');
  });
});

describe('telephones', () => {
  it.each([
    ['8 (911) 101-11-17', '+79111011117'],
    ['8-913-103-13-31 (дочь)', '+79131031331'],
    ['+7 727 000-00-00', '+77270000000'],
    ['+7 700 000 00 01, +7 700 000 00 02', '+77000000001'],
    ['112', '112'],
    ['нет', null],
    ['', null],
    [null, null],
  ])('“%s” is dialled as %s', (phone, expected) => {
    expect(dial(phone)).toBe(expected);
  });
});
