// Tests of the short texts for codes of faults: they are those of `docs/errors.md` in both languages, an unknown code
// is shown as it is, and the place of a fault is told with it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findingsInShort, inShort } from '../src/console/fault-codes';
import { intakeEn } from '../src/console/keys-and-intake-texts.en';
import { intakeRu } from '../src/console/keys-and-intake-texts.ru';

describe('what came in', () => {
  it('has words in both languages for every code of the book of errors, and for no other', () => {
    const book = readFileSync(new URL('../../../../docs/errors.md', import.meta.url), 'utf8');
    const codes = [...book.matchAll(/^\| (K\d{4}) \|/gm)].map(([, code]) => `code.${code}`).sort();
    expect(codes.length).toBeGreaterThan(40);
    for (const texts of [intakeRu, intakeEn]) {
      expect(Object.keys(texts).filter((key) => key.startsWith('code.')).sort()).toEqual(codes);
    }
  });

  it('tells a place where there is one, and a newer code than ours as it is', () => {
    expect(inShort('K9999')).toBe('K9999');
    expect(findingsInShort([{ code: 'K9999', place: '/needs/0/quantity' }, { code: 'K9998', place: '' }])).toBe('K9999 (needs/0/quantity); K9998');
  });
});
