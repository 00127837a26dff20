// `followDay` listens to the event stream of a day: it writes changes of requests and loadings to `desk`, fetches plans
// again, and follows a search that is not followed yet. Requests and plans are gathered for 120 ms. After a long
// silence the whole day is loaded again. `stopFollowing` ends it with the login. The connection itself is in
// `wire/stream.ts`.
import type { HelpRequest, LoadingNews, Run, StatusNews } from '../wire/contract';
import { listen, type Stream } from '../wire/stream';
import { desk } from './desk.svelte';
import { fetchSoon, forgetFetching } from './fetch-requests-soon';
import { loadDay, refreshCountsSoon, refreshPlans } from './load';
import { ofStream, once } from './news';
import { notices } from './notices.svelte';
import { followRun, forgetRun } from './planning';

/** The server renews the line every quarter of an hour; only a longer silence is told. */
const SILENCE_MS = 5000;
/** A burst of events (a whole route accepted at once) is put on the screen together. */
const GATHER_MS = 120;

let stream: Stream | null = null;
let followed = '';
let silence: ReturnType<typeof setTimeout> | undefined;
let gathered: StatusNews[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
let planTimer: ReturnType<typeof setTimeout> | undefined;

export function followDay(date: string): void {
  if (followed === date && stream) return;
  if (followed) stopFollowing();
  followed = date;
  let wasDown = false;
  stream = listen(
    `/v1/events?date=${date}`,
    {
      request: (data) => gather(data as StatusNews),
      loading: (data) => putLoading(data as LoadingNews),
      plan: gatherPlans,
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

/** Another day is opened, or the login has ended: nothing of this day is listened to or asked for any more. */
export function stopFollowing(): void {
  stream?.close();
  stream = null;
  followed = '';
  clearTimeout(silence);
  silence = undefined;
  forgetRun();
  forgetFetching();
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

/** Publishing tells of two plans at once: the lists are fetched once. */
function gatherPlans(): void {
  planTimer ??= setTimeout(() => {
    planTimer = undefined;
    refreshPlans().catch((problem: unknown) => notices.bad(problem));
  }, GATHER_MS);
}

function apply(all: StatusNews[]): void {
  const latest = new Map(all.map((news) => [news.request, news]));
  const changed = (request: HelpRequest): HelpRequest => {
    const news = latest.get(request.id);
    if (!news) return request;
    return { ...request, state: news.state, outcome: news.outcome ?? null, volunteer: news.volunteer ?? null };
  };
  const unknown = [...latest.keys()].filter((id) => !desk.requestById.has(id));
  const amended = all.filter((news) => news.cause === 'amended').map((news) => news.request);
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
  const items = all.flatMap((news) => ofStream(news) ?? []);
  if (items.length > 0) desk.news = once([...items.reverse(), ...desk.news]);
  fetchSoon(unknown, 'unknown');
  fetchSoon(amended, 'changed');
  refreshCountsSoon();
}

/** A loading done, or taken back. */
function putLoading(news: LoadingNews): void {
  desk.routes = desk.routes.map((route) => {
    if (route.volunteer !== news.volunteer || desk.plan?.id !== news.plan) return route;
    return { ...route, stops: route.stops.map((stop, index) => (index === news.stop ? { ...stop, loaded_at: news.loaded_at ?? undefined } : stop)) };
  });
}
