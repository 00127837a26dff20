// `listen` opens a stream of server-sent events with JSON data. When the browser has given up after an error, it is
// opened again after three seconds; other errors the browser retries itself.
import { here } from './region';

export interface Stream {
  close(): void;
}

const AGAIN_MS = 3000;

/** Listens at `path`; `onOpen` says whether the line is up. */
export function listen(
  path: string,
  heard: Record<string, (data: unknown) => void>,
  onOpen: (open: boolean) => void = () => {},
): Stream {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  const start = () => {
    source = new EventSource(here(path), { withCredentials: true });
    source.onopen = () => onOpen(true);
    source.onerror = () => {
      onOpen(false);
      // A browser retries a broken line itself, but not one that was answered with an error.
      if (source.readyState === EventSource.CLOSED && !closed) timer = setTimeout(start, AGAIN_MS);
    };
    for (const [name, handle] of Object.entries(heard)) {
      source.addEventListener(name, (event) => {
        const text = (event as MessageEvent<string>).data;
        try {
          handle(JSON.parse(text));
        } catch (error) {
          if (!(error instanceof SyntaxError)) throw error;
        }
      });
    }
  };
  start();
  return {
    close() {
      closed = true;
      clearTimeout(timer);
      source.close();
    },
  };
}
