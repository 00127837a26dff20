// Formats numbers, distances, durations, days, times, doors, goods, skills and coordinates, most in a given language;
// makes telephones diallable (`dial`), shifts a date, and reads typed times and coordinates (`readClock`,
// `readCoordinates`).
import type { Lang } from '../wire/problem';
import type { DoorCard, Need, Point } from '../wire/contract';
import { termsEn } from './terms.en';
import { termsRu } from './terms.ru';

const LOCALE: Record<Lang, string> = { ru: 'ru-RU', en: 'en-GB' };
type Names = Record<string, string>;
const TERMS: Record<Lang, { units: typeof termsRu.units | typeof termsEn.units; door: Names; goods: Names; skills: Names }> = {
  ru: termsRu,
  en: termsEn,
};
/** Keeps a number and its unit on one line. */
const NBSP = '\u00a0';

export function count(n: number, lang: Lang): string {
  return n.toLocaleString(LOCALE[lang]);
}

/** `8 ч 41 мин`; under a minute is a minute, because nobody plans seconds. */
export function duration(seconds: number, lang: Lang): string {
  const minutes = seconds > 0 ? Math.max(1, Math.round(seconds / 60)) : 0;
  const { hour, minute } = TERMS[lang].units;
  const whole = Math.floor(minutes / 60);
  if (whole === 0) return `${minutes}${NBSP}${minute}`;
  const rest = minutes % 60;
  return rest === 0 ? `${count(whole, lang)}${NBSP}${hour}` : `${count(whole, lang)}${NBSP}${hour} ${rest}${NBSP}${minute}`;
}

/** `850 м`, `4,1 км`, `240 км`. */
export function distance(meters: number, lang: Lang): string {
  const { meter, kilometer } = TERMS[lang].units;
  if (meters < 950) return `${Math.round(meters / 10) * 10}${NBSP}${meter}`;
  const digits = meters < 9950 ? 1 : 0;
  return `${(meters / 1000).toLocaleString(LOCALE[lang], { maximumFractionDigits: digits })}${NBSP}${kilometer}`;
}

/** `21 ноября, суббота`. Dates have no zone: noon UTC is the same day everywhere people live. */
export function day(date: string, lang: Lang, weekday: 'long' | 'short' | 'none' = 'long'): string {
  const noon = new Date(`${date}T12:00:00Z`);
  if (Number.isNaN(noon.getTime())) return date;
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(LOCALE[lang], { ...options, timeZone: 'UTC' }).format(noon);
  const named = part({ day: 'numeric', month: 'long' });
  return weekday === 'none' ? named : `${named}, ${part({ weekday })}`;
}

/** The day of a moment with its year, in UTC. */
export function dayOfYear(moment: string, lang: Lang): string {
  return new Intl.DateTimeFormat(LOCALE[lang], { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(moment));
}

export function shiftDate(date: string, days: number): string {
  const noon = new Date(`${date}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() + days);
  return noon.toISOString().slice(0, 10);
}

/** The date of a moment in a zone: `2026-11-21`. */
export function dateIn(moment: string, timezone: string): string {
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return moment.slice(0, 10);
  return new Intl.DateTimeFormat('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: timezone }).format(at);
}

/** A moment with its day, both of the map's zone: `22 ноября, 00:30`. */
export function dayAndClock(moment: string, timezone: string, lang: Lang): string {
  return `${day(dateIn(moment, timezone), lang, 'none')}, ${clock(moment, timezone, lang)}`;
}

/** A moment as `HH:MM` of the map's zone. */
export function clock(moment: string, timezone: string, lang: Lang): string {
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return '';
  return new Intl.DateTimeFormat(LOCALE[lang], { hour: '2-digit', minute: '2-digit', timeZone: timezone }).format(at);
}

export const DOOR_ORDER = ['entrance', 'floor', 'flat', 'intercom'] as const;

/** `подъезд 3, этаж 4, кв. 87`. */
export function door(card: DoorCard | undefined, lang: Lang): string {
  const parts = DOOR_ORDER.filter((part) => card?.[part]).map((part) => `${TERMS[lang].door[part]}${NBSP}${card?.[part]}`);
  return [...parts, ...(card?.note ? [card.note] : [])].join(', ');
}

export const KNOWN_GOODS = Object.keys(termsEn.goods);

/** The name of goods; a code nobody told us about is shown as it is. */
export function goods(code: string, lang: Lang): string {
  return TERMS[lang].goods[code] ?? code;
}

/** `Продукты × 2, Лекарства × 1`. */
export function needs(list: readonly Need[], lang: Lang): string {
  return list.map((need) => `${goods(need.goods, lang)}${NBSP}×${NBSP}${count(need.quantity, lang)}`).join(', ');
}

export function skill(code: string, lang: Lang): string {
  return TERMS[lang].skills[code] ?? code;
}

/** `43.21955, 76.84618`: latitude first, as people and navigators write it. */
export function coordinates(point: Point): string {
  return `${point.lat.toFixed(5)}, ${point.lon.toFixed(5)}`;
}

/** Reads `43.2195, 76.8461` back; latitude first. */
export function readCoordinates(text: string): Point | null {
  const match = /^\s*(-?\d{1,2}(?:[.,]\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:[.,]\d+)?)\s*$/.exec(text);
  if (!match) return null;
  const [lat, lon] = [match[1], match[2]].map((part) => Number(part.replace(',', '.')));
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lon, lat } : null;
}

/** A telephone as a `tel:` link wants it: the first number, digits only, with the Russian trunk 8 made +7. */
export function dial(phone: string | null | undefined): string | null {
  const first = (phone ?? '').split(/[,;/]|\(\D/)[0];
  const digits = first.replace(/\D/g, '');
  if (digits.length < 3) return null;
  if (digits.length === 11 && digits[0] === '8') return `+7${digits.slice(1)}`;
  return first.trim().startsWith('+') || digits.length >= 11 ? `+${digits}` : digits;
}


/** Reads a time of day as people type it: `9`, `930`, `9.30`, `09:30` → `09:30`; null when it is none. */
export function readClock(text: string): string | null {
  const match = /^\s*(\d{1,2})(?:\s*[:.\-\s]?\s*(\d{2}))?\s*$/.exec(text);
  if (!match) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)];
  return hour < 24 && minute < 60 ? `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` : null;
}
