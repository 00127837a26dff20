// `language`, the chosen language (Russian unless switched; kept in `localStorage` where the browser allows it), and
// `speaker`, which makes the text function of a screen from two dictionaries.
import type { Lang } from '../wire/problem';
import { say, type Gaps, type Text } from './plural';

const REMEMBERED = 'karavan.language';

function remembered(): Lang {
  try {
    return localStorage.getItem(REMEMBERED) === 'en' ? 'en' : 'ru';
  } catch {
    return 'ru';
  }
}

class Language {
  now = $state<Lang>(remembered());

  /** Tells the page, for screen readers and hyphenation. */
  begin(): void {
    document.documentElement.lang = this.now;
  }

  choose(lang: Lang): void {
    this.now = lang;
    this.begin();
    try {
      localStorage.setItem(REMEMBERED, lang);
    } catch {
      // Storage is off: the choice lasts until the page is closed.
    }
  }
}

export const language = new Language();

/** Speaks from two dictionaries with the same keys. */
export function speaker<K extends string>(texts: Record<Lang, Record<K, Text>>) {
  return (key: K, gaps?: Gaps): string => say(texts[language.now][key], language.now, gaps);
}
