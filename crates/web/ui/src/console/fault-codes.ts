// Short texts for the codes of faults and remarks in submissions (`inShort`, `findingsInShort`), for
// `IntakeDialog.svelte` and `SubmissionItems.svelte`.
import type { SubmissionItem } from '../wire/contract';
import { known } from './text';

/** A code in a few words; a newer one than ours is shown as it is. */
export function inShort(code: string): string {
  return known(`code.${code}`) ?? code;
}

/** What is said of a row: the words of each code, and its place where there is one. */
export function findingsInShort(findings: SubmissionItem['findings']): string {
  return findings.map(({ code, place }) => (place ? `${inShort(code)} (${place.replace(/^\//, '')})` : inShort(code))).join('; ');
}
