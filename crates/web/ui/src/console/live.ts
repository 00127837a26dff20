// What comes from the road, put on the desk without a reload.
import { call } from '../wire/call';
import type { HelpRequest, LoadingNews, Run, StatusNews } from '../wire/shapes';
import { listen, type Stream } from '../wire/stream';
import { desk, type NewsItem } from './desk.svelte';
import { loadDay, refreshPlans } from './load';
import { notices } from './notices.svelte';
import { followRun, forgetRun } from './planning';

const NEWS_MAX = 200;
/** The server renews the line every quarter of an hour; only a longer silence is told. */
const SILENCE_MS = 5000;
/** A burst of events (a whole route accepted at once) is put on the screen together. */
const GATHER_MS = 120;

let stream: Stream | null = null;
let followed = '';
let gathered: StatusNews[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
let newsKey = 0;

export function followDay(date: string): void {
  if (followed === date && stream) return;
  stream?.close();
  if (followed && followed !== date) forgetRun();
  followed = date;
  let wasDown = false;
  let silence: ReturnType<typeof setTimeout> | undefined;
  stream = listen(
    `/v1/events?date=${date}`,
    {
      request: (data) => gather(data as StatusNews),
      loading: (data) => putLoading(data as LoadingNews),
      plan: () => void refreshPlans().catch((problem: unknown) => notices.bad(problem)),
      run: (data) => keepOthersRun(data as Run),
    },
    (up) => {
      if (followed !== date) return;
      if (!up) {
        silence ??= setTimeout(() => {
          wasDown = true;
          desk.lineUp = false;
        }, SILENCE_MS);
        return;
      }
      clearTimeout(silence);
      silence = undefined;
      desk.lineUp = true;
      // The stream resumes where it broke; after a long silence everything is fetched anew all the same.
      if (wasDown) void loadDay(date);
      wasDown = false;
    },
  );
}

export function stopFollowing(): void {
  stream?.close();
  stream = null;
  followed = '';
}

function keepOthersRun(run: Run): void {
  if (run.date === desk.date && (run.state === 'queued' || run.state === 'running') && desk.run?.id !== run.id) followRun(run);
}

function gather(news: StatusNews): void {
  gathered.push(news);
  timer ??= setTimeout(() => {
    timer = undefined;
    const all = gathered;
    gathered = [];
    apply(all);
  }, GATHER_MS);
}

function apply(all: StatusNews[]): void {
  const latest = new Map(all.map((news) => [news.request, news]));
  const before = new Map([...latest.keys()].map((id) => [id, desk.requestById.get(id)?.state]));
  const items: NewsItem[] = all.filter(fromTheRoad).map((news) => {
    const undone = news.state !== 'closed' && before.get(news.request) === 'closed';
    before.set(news.request, news.state);
    return { ...news, undone, key: (newsKey += 1) };
  });
  const changed = (request: HelpRequest): HelpRequest => {
    const news = latest.get(request.id);
    if (!news) return request;
    return { ...request, state: news.state, outcome: news.outcome ?? null, volunteer: news.volunteer ?? request.volunteer };
  };
  const unknown = [...latest.keys()].filter((id) => !desk.requestById.has(id));
  desk.requests = desk.requests.map(changed);
  desk.routes = desk.routes.map((route) => {
    const touched = route.stops.some((stop) => stop.visits?.some((visit) => latest.has(visit.request)));
    if (!touched) return route;
    return {
      ...route,
      stops: route.stops.map((stop) => ({
        ...stop,
        visits: stop.visits?.map((visit) => {
          const news = latest.get(visit.request);
          return news ? { ...visit, state: news.state, outcome: news.outcome ?? null } : visit;
        }),
      })),
    };
  });
  desk.news = [...items.reverse(), ...desk.news].slice(0, NEWS_MAX);
  for (const id of unknown) void fetchNew(id);
}

/** A loading done, or taken back. */
function putLoading(news: LoadingNews): void {
  desk.routes = desk.routes.map((route) => {
    if (route.volunteer !== news.volunteer || desk.plan?.id !== news.plan) return route;
    return { ...route, stops: route.stops.map((stop, index) => (index === news.stop ? { ...stop, loaded_at: news.loaded_at } : stop)) };
  });
}

/** Planning and publishing move requests too, but only people's marks are news. */
function fromTheRoad(news: StatusNews): boolean {
  return Boolean(news.volunteer) && (news.state === 'accepted' || news.state === 'en_route' || news.state === 'closed' || Boolean(news.note));
}

async function fetchNew(id: string): Promise<void> {
  try {
    const request = await call<HelpRequest>('GET', `/v1/requests/${encodeURIComponent(id)}`);
    if (request.date === desk.date) desk.keepRequest(request);
  } catch {
    // It will come with the next full load.
  }
}
