// The region that somebody logged in to last in this browser, so that the page of regions goes there by itself.
const REMEMBERED = 'karavan.region';

export function rememberRegion(address: string): void {
  try {
    localStorage.setItem(REMEMBERED, address);
  } catch {
    // Storage is off: the region is chosen anew each time.
  }
}

export function rememberedRegion(): string | null {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}
