// `notices`, the short messages over the page: good ones vanish after five seconds, errors stay until they are closed
// or the same text comes again. They are drawn by `NoticeList.svelte`.
import { language } from '../language/language.svelte';
import { inWords } from '../wire/problem';

export interface Notice {
  key: number;
  kind: 'good' | 'bad';
  text: string;
}

const STAYS_MS = 5000;

class Notices {
  items = $state.raw<Notice[]>([]);
  private last = 0;

  good(text: string): void {
    const key = this.add('good', text);
    setTimeout(() => this.close(key), STAYS_MS);
  }

  bad(problem: unknown, prefix = ''): void {
    const words = inWords(problem, language.now);
    this.add('bad', prefix ? `${prefix}. ${words}` : words);
  }

  close(key: number): void {
    this.items = this.items.filter((notice) => notice.key !== key);
  }

  private add(kind: Notice['kind'], text: string): number {
    this.last += 1;
    this.items = [...this.items.filter((notice) => notice.text !== text), { key: this.last, kind, text }];
    return this.last;
  }
}

export const notices = new Notices();
