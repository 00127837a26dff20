// `say` fills the gaps of a text, and of several forms chooses the one that goes with the number `n`, in Russian and
// English; numbers are written with the separators of the language.
import type { Lang } from '../wire/problem';

/** Russian: one, few, many (заявка, заявки, заявок); English: one, other. */
export type Text = string | readonly string[];
export type Gaps = Record<string, string | number>;

const RULES: Record<Lang, (n: number) => number> = {
  ru: (n) => {
    if (!Number.isInteger(n)) return 1;
    const tens = Math.abs(n) % 100;
    const ones = tens % 10;
    if (tens >= 11 && tens <= 14) return 2;
    if (ones === 1) return 0;
    return ones >= 2 && ones <= 4 ? 1 : 2;
  },
  en: (n) => (n === 1 ? 0 : 1),
};

/** How many forms a plural must have in a language. */
export const FORMS: Record<Lang, number> = { ru: 3, en: 2 };

/** The text with `{name}` gaps filled; of several forms, the one that agrees with `gaps.n`. */
export function say(text: Text, lang: Lang, gaps: Gaps = {}): string {
  const sentence = typeof text === 'string' ? text : text[RULES[lang](Number(gaps.n ?? 0))];
  return sentence.replace(/\{(\w+)\}/g, (gap, name: string) => {
    const value = gaps[name];
    if (value === undefined) return gap;
    return typeof value === 'number' ? value.toLocaleString(lang === 'ru' ? 'ru-RU' : 'en-GB') : value;
  });
}
