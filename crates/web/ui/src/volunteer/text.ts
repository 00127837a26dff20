// `t`, the function that returns the volunteer page's text for a key in the chosen language. The texts are in the files
// imported here.
import { speaker } from '../language/language.svelte';
import type { Text } from '../language/plural';
import { wordsEn } from '../language/words.en';
import { wordsRu } from '../language/words.ru';
import { volunteerEn } from './texts.en';
import { volunteerRu } from './texts.ru';

export type Key = keyof typeof wordsRu | keyof typeof volunteerRu;

const ru: Record<Key, Text> = { ...wordsRu, ...volunteerRu };
const en: Record<Key, Text> = { ...wordsEn, ...volunteerEn };

export const t = speaker({ ru, en });
