// Which region the page of regions opens by itself.
import type { RegionLabel } from '../wire/contract';

/** Asks for the choice although a region is remembered; links on the screens of a region end so. */
export const CHOOSE = '#choose';

/** The remembered region, where it is still served and nobody asked to choose; null otherwise. */
export function openedAtOnce(regions: RegionLabel[], remembered: string | null, hash: string): string | null {
  const known = regions.find(({ address }) => address === remembered);
  return known && hash !== CHOOSE ? `${known.address}/` : null;
}
