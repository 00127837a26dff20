// `t`, the function that returns the console's text for a key in the chosen language; the texts are in the files
// named `texts`. No sound.
import { speaker } from '../speech/language.svelte';
import type { Text } from '../speech/plural';
import { wordsEn } from '../speech/words.en';
import { wordsRu } from '../speech/words.ru';
import { handEn } from './hand-texts.en';
import { handRu } from './hand-texts.ru';
import { intakeEn } from './intake-texts.en';
import { intakeRu } from './intake-texts.ru';
import { planEn } from './plan-texts.en';
import { planRu } from './plan-texts.ru';
import { signInEn } from './sign-in-texts.en';
import { signInRu } from './sign-in-texts.ru';
import { staffEn } from './staff-texts.en';
import { staffRu } from './staff-texts.ru';
import { consoleEn } from './texts.en';
import { consoleRu } from './texts.ru';

export type Key = keyof typeof wordsRu | keyof typeof consoleRu | keyof typeof planRu | keyof typeof intakeRu | keyof typeof handRu | keyof typeof signInRu | keyof typeof staffRu;

const ru: Record<Key, Text> = { ...wordsRu, ...consoleRu, ...planRu, ...intakeRu, ...handRu, ...signInRu, ...staffRu };
const en: Record<Key, Text> = { ...wordsEn, ...consoleEn, ...planEn, ...intakeEn, ...handEn, ...signInEn, ...staffEn };

export const t = speaker({ ru, en });

/** The text of a key made at run time, or null where there is none. */
export function known(key: string): string | null {
  return key in ru ? t(key as Key) : null;
}
