// `t`, the function that returns the console's text for a key in the chosen language, and `known`, the same for a key
// made at run time, or null. The texts are in the files imported here.
import { speaker } from '../language/language.svelte';
import type { Text } from '../language/plural';
import { wordsEn } from '../language/words.en';
import { wordsRu } from '../language/words.ru';
import { auditEn } from './audit-texts.en';
import { auditRu } from './audit-texts.ru';
import { handEn } from './hand-texts.en';
import { handRu } from './hand-texts.ru';
import { intakeEn } from './keys-and-intake-texts.en';
import { intakeRu } from './keys-and-intake-texts.ru';
import { planEn } from './plan-texts.en';
import { planRu } from './plan-texts.ru';
import { signInEn } from './sign-in-texts.en';
import { signInRu } from './sign-in-texts.ru';
import { staffEn } from './staff-texts.en';
import { staffRu } from './staff-texts.ru';
import { consoleEn } from './texts.en';
import { consoleRu } from './texts.ru';
import { whyEn } from './why-texts.en';
import { whyRu } from './why-texts.ru';

export type Key = keyof typeof wordsRu | keyof typeof consoleRu | keyof typeof planRu | keyof typeof intakeRu | keyof typeof handRu | keyof typeof signInRu | keyof typeof auditRu | keyof typeof staffRu | keyof typeof whyRu;

const ru: Record<Key, Text> = { ...wordsRu, ...consoleRu, ...planRu, ...intakeRu, ...handRu, ...signInRu, ...auditRu, ...staffRu, ...whyRu };
const en: Record<Key, Text> = { ...wordsEn, ...consoleEn, ...planEn, ...intakeEn, ...handEn, ...signInEn, ...auditEn, ...staffEn, ...whyEn };

export const t = speaker({ ru, en });

/** The text of a key made at run time, or null where there is none. */
export function known(key: string): string | null {
  return key in ru ? t(key as Key) : null;
}
