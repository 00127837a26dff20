// `t`, the function that returns a text of the page of regions in the chosen language. No sound.
import { speaker } from '../language/language.svelte';
import { regionsEn } from './texts.en';
import { regionsRu } from './texts.ru';

export const t = speaker({ ru: regionsRu, en: regionsEn });
