// `choice`: the navigation app chosen since the page was opened, shared by the buttons of all stops. `navigation.ts`
// remembers it beyond that.
import type { App } from './navigation';

class NavigatorChoice {
  app = $state<App | null>(null);
}

export const choice = new NavigatorChoice();
