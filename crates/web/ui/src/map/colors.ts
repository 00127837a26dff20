// Colours of routes after Okabe & Ito (`ROUTE_COLORS`, `routeColor`), white or near-black text on a colour, whichever
// has more contrast (`inkOn`), and the seven looks of requests (`Look`) with their colours.

/** After Okabe & Ito (2008), widened with darker steps; yellow is left out because it drowns on a light map. */
export const ROUTE_COLORS = [
  '#0072b2',
  '#d55e00',
  '#00835c',
  '#b8438e',
  '#5f4bb6',
  '#8c510a',
  '#1a94c4',
  '#b07d00',
  '#a50f3c',
  '#3f6b21',
  '#4d4d4d',
  '#7a2da0',
] as const;

export function routeColor(index: number): string {
  const n = ROUTE_COLORS.length;
  return ROUTE_COLORS[((Math.trunc(index) % n) + n) % n];
}

/** Relative luminance, WCAG 2.2. */
function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const WHITE = '#ffffff';
const BLACK = '#10161d';

/** White or near-black, whichever is easier to read on `color`. */
export function inkOn(color: string): string {
  return contrast(color, WHITE) >= contrast(color, BLACK) ? WHITE : BLACK;
}

/** How a request looks wherever it is drawn: its group of states, not each of them. */
export type Look = 'ready' | 'needs_info' | 'planned' | 'on_way' | 'served' | 'failed' | 'cancelled';

export const LOOK_COLORS: Record<Look, string> = {
  ready: '#1c4f9c',
  needs_info: '#b45309',
  planned: '#5d6774',
  on_way: '#6a3094',
  served: '#17683f',
  failed: '#a8231c',
  cancelled: '#6b6358',
};
