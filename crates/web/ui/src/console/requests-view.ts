// Filters, search and sorting of the list of requests (`choose`): unclear addresses first, then failed ones. Also how
// many each filter shows (`countByFilter`), the search itself (`matches`), and the numbers that a request is known by
// (`numbersOf`, `ownNumber`).
import type { HelpRequest } from '../wire/contract';
import { look } from '../wire/state-look';

export const FILTERS = ['all', 'needs_info', 'ready', 'planned', 'served', 'failed', 'cancelled'] as const;
export type Filter = (typeof FILTERS)[number];

export function filterOf(request: HelpRequest): Filter {
  const seen = look(request.state, request.outcome);
  return seen === 'on_way' ? 'planned' : seen;
}

export function countByFilter(requests: readonly HelpRequest[]): Record<Filter, number> {
  const counts: Record<Filter, number> = { all: requests.length, needs_info: 0, ready: 0, planned: 0, served: 0, failed: 0, cancelled: 0 };
  for (const request of requests) counts[filterOf(request)] += 1;
  return counts;
}

/** The number a row had in its own table or system; one of a table is kept with the day before it. */
export function ownNumber(request: Pick<HelpRequest, 'source_ref' | 'date'> | undefined): string {
  const { source_ref: own = null, date = '' } = request ?? {};
  return own?.startsWith(`${date}/`) ? own.slice(date.length + 1) : (own ?? '');
}

/** Our number, and beside it the one its sender knows it by. */
export function numbersOf(id: string, request: Pick<HelpRequest, 'source_ref' | 'date'> | undefined): string {
  return [id, ownNumber(request)].filter(Boolean).join(' · ');
}

const plain = (text: string) => text.toLocaleLowerCase('ru').replaceAll('ё', 'е');
const digits = (text: string) => text.replace(/\D/g, '');

/** Every word of the search is somewhere in the texts, or the search is a part of the telephone. */
export function matches(search: string, texts: readonly (string | null | undefined)[], phone = ''): boolean {
  const words = plain(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const number = digits(search);
  if (number.length >= 4 && number.length >= search.replace(/\s/g, '').length / 2 && digits(phone).includes(number)) return true;
  const hay = plain(texts.filter(Boolean).join(' '));
  return words.every((word) => hay.includes(word));
}

const FAILED_NEXT = 1;
const REST = 2;

function weight(request: HelpRequest): number {
  const seen = look(request.state, request.outcome);
  return seen === 'needs_info' ? 0 : seen === 'failed' ? FAILED_NEXT : REST;
}

/** The chosen requests, needs_info first; otherwise in the order they came. */
export function choose(requests: readonly HelpRequest[], filter: string, search: string): HelpRequest[] {
  return requests
    .filter((request) => filter === 'all' || filterOf(request) === filter)
    .filter((request) =>
      matches(
        search,
        [request.id, request.source, request.source_ref, request.address, request.place?.label, request.recipient, request.phone, request.comment],
        request.phone,
      ),
    )
    .map((request, at) => ({ request, at, weight: weight(request) }))
    .sort((a, b) => a.weight - b.weight || a.at - b.at)
    .map(({ request }) => request);
}
