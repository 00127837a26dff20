// `NewsItem`, an entry in the news of the day, made from the event stream (`ofStream`) or from stored events
// (`ofEvent`); `once` drops duplicates and all after the first 200, `inOrder` puts the latest first.
import type { Outcome, PastEvent, StatusNews } from '../wire/contract';

export interface NewsItem {
  key: string;
  request: string;
  /** Who reported it; null when a coordinator did it. */
  volunteer: string | null;
  /** The kind of a volunteer's event, or `amended`, `cancelled`, `retried`. */
  what: string;
  outcome: Outcome | null;
  occurred_at: string;
  note: string;
}

const NEWS_MAX = 200;

function item(told: Omit<NewsItem, 'key'>): NewsItem {
  return { ...told, key: [told.request, told.what, told.outcome ?? '', told.occurred_at].join(' ') };
}

export function ofEvent(event: PastEvent): NewsItem {
  const { request, volunteer = null, kind, outcome = null, occurred_at, note = '' } = event;
  return item({ request, volunteer, what: kind, outcome, occurred_at, note });
}

/** Null for what is no news: intake and planning move requests too, and an address is completed before anybody drives. */
export function ofStream(news: StatusNews): NewsItem | null {
  const { request, cause, state, volunteer = null, outcome = null, occurred_at = '', note = '' } = news;
  switch (cause) {
    case undefined:
    case 'taken_in':
    case 'planned':
    case 'erased':
      return null;
    case 'amended':
      return volunteer ? item({ request, volunteer: null, what: 'amended', outcome: null, occurred_at, note }) : null;
    case 'turned':
      return item({ request, volunteer: null, what: state === 'closed' ? 'cancelled' : 'retried', outcome: null, occurred_at, note });
    default:
      return item({ request, volunteer, what: cause, outcome, occurred_at, note });
  }
}

/** What is told twice, by the stream and by the list, is there once. */
export function once(items: readonly NewsItem[]): NewsItem[] {
  const seen = new Set<string>();
  return items.filter(({ key }) => !seen.has(key) && seen.add(key)).slice(0, NEWS_MAX);
}

/** The latest first. */
export function inOrder(items: readonly NewsItem[]): NewsItem[] {
  return once([...items].sort((one, other) => Date.parse(other.occurred_at) - Date.parse(one.occurred_at)));
}
