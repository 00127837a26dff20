// Where the region of this page is on the server: a server of several has each at an address of its own,
// `/regions/north`, and a server of one has it at the root.

/** The address in the path of a page; empty at the root. */
export function regionIn(path: string): string {
  return /^\/regions\/[a-z][a-z0-9-]*(?=\/)/.exec(path)?.[0] ?? '';
}

/** The address of this page's region. */
export function regionAddress(): string {
  return typeof location === 'undefined' ? '' : regionIn(location.pathname ?? '');
}

/** Where a call or a page of this region is. */
export function here(path: string): string {
  return regionAddress() + path;
}
