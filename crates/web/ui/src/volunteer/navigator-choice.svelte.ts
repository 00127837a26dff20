// The navigator chosen since the page was opened, so that every stop follows at once.
import type { App } from './navigation';

class NavigatorChoice {
  app = $state<App | null>(null);
}

export const choice = new NavigatorChoice();
