// `choice`: the navigation app chosen since the page was opened, so that every stop shows it at once. `navigation.ts`
// remembers it beyond that.
import type { App } from './navigation';

class NavigatorChoice {
  app = $state<App | null>(null);
}

export const choice = new NavigatorChoice();
