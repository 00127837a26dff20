// Compares Russian and English texts (same keys, gaps, plural forms), looks for Russian in other sources, checks that
// words of the contract and of the log have texts, and tests plurals.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { auditEn } from '../src/console/audit-texts.en';
import { auditRu } from '../src/console/audit-texts.ru';
import { handEn } from '../src/console/hand-texts.en';
import { handRu } from '../src/console/hand-texts.ru';
import { intakeEn } from '../src/console/keys-and-intake-texts.en';
import { intakeRu } from '../src/console/keys-and-intake-texts.ru';
import { signInEn } from '../src/console/sign-in-texts.en';
import { signInRu } from '../src/console/sign-in-texts.ru';
import { staffEn } from '../src/console/staff-texts.en';
import { staffRu } from '../src/console/staff-texts.ru';
import { planEn } from '../src/console/plan-texts.en';
import { planRu } from '../src/console/plan-texts.ru';
import { consoleEn } from '../src/console/texts.en';
import { consoleRu } from '../src/console/texts.ru';
import { whyEn } from '../src/console/why-texts.en';
import { whyRu } from '../src/console/why-texts.ru';
import { regionsEn } from '../src/regions/texts.en';
import { regionsRu } from '../src/regions/texts.ru';
import { FORMS, say, type Text } from '../src/language/plural';
import { termsEn } from '../src/language/terms.en';
import { termsRu } from '../src/language/terms.ru';
import { wordsEn } from '../src/language/words.en';
import { wordsRu } from '../src/language/words.ru';
import { volunteerEn } from '../src/volunteer/texts.en';
import { volunteerRu } from '../src/volunteer/texts.ru';
import { problemEn } from '../src/wire/problem-texts.en';
import { problemRu } from '../src/wire/problem-texts.ru';

const DICTIONARIES: [string, Record<string, Text>, Record<string, Text>][] = [
  ['words of both pages', wordsRu, wordsEn],
  ['changes by hand', handRu, handEn],
  ['the log', auditRu, auditEn],
  ['the console', consoleRu, consoleEn],
  ['the console’s plan', planRu, planEn],
  ['keys and intake', intakeRu, intakeEn],
  ['signing in', signInRu, signInEn],
  ['why', whyRu, whyEn],
  ['roles', staffRu, staffEn],
  ['the volunteer’s page', volunteerRu, volunteerEn],
  ['the page of regions', regionsRu, regionsEn],
  ['units', termsRu.units, termsEn.units],
  ['parts of an address', termsRu.door, termsEn.door],
  ['goods', termsRu.goods, termsEn.goods],
  ['skills', termsRu.skills, termsEn.skills],
  ['failed calls', { ...problemRu.statuses, server: problemRu.server }, { ...problemEn.statuses, server: problemEn.server }],
];

const gaps = (text: Text) => [...new Set([text].flat().flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map((match) => match[1])))].sort();

describe.each(DICTIONARIES)('%s', (_, ru, en) => {
  it('says everything in both languages', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(ru).sort());
  });

  it('leaves no text empty and has all forms of every plural', () => {
    for (const [lang, texts] of [['ru', ru], ['en', en]] as const) {
      for (const [key, text] of Object.entries(texts)) {
        expect([text].flat().every((form) => form.trim() !== ''), `${lang} ${key}`).toBe(true);
        if (typeof text !== 'string') expect(text.length, `${lang} ${key}`).toBe(FORMS[lang]);
      }
    }
  });

  it('fills the same gaps in both languages', () => {
    for (const key of Object.keys(ru)) expect(gaps(en[key]), key).toEqual(gaps(ru[key]));
  });

  it('is Russian in Russian and English in English', () => {
    for (const [key, text] of Object.entries(en)) {
      if (key !== 'language.other') expect([text].flat().join(' '), key).not.toMatch(/[а-яё]/i);
    }
  });
});

describe('the sources', () => {
  const SOURCES = new URL('../src/', import.meta.url);
  /** Sample tables, the names of languages in themselves, and a letter that a search folds. */
  const NOT_TEXTS = ['console/samples.ts', 'look/LanguageSwitch.svelte', 'console/requests-view.ts', 'language/words.en.ts'];
  const withoutComments = (code: string) => code.replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|(?<!:)\/\/.*$/gm, '');
  const speaksRussian = (file: string) => /[а-яё]/i.test(withoutComments(readFileSync(new URL(file, SOURCES), 'utf8')));

  it('say Russian in the files of texts alone', () => {
    const all = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
    const sources = all.filter((file) => /\.(ts|svelte)$/.test(file) && !file.endsWith('.ru.ts'));
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.filter(speaksRussian).sort()).toEqual([...NOT_TEXTS].sort());
  });
});

describe('words of the contract', () => {
  const contract = JSON.parse(readFileSync(new URL('../../../../schemas/openapi.json', import.meta.url), 'utf8'));

  it.each([
    ['Precision', ['place.precision.'], consoleRu],
    ['Lack', ['place.why.', 'place.short.'], consoleRu],
    ['RequestState', ['state.'], wordsRu],
    ['Outcome', ['outcome.'], wordsRu],
    ['Urgency', ['request.urgency.'], consoleRu],
    ['ShiftEnd', ['shift.end.'], consoleRu],
    ['VehicleKind', ['shift.vehicle.'], consoleRu],
    ['Policy', ['policy.'], planRu],
    ['DoorKind', ['intake.door.'], intakeRu],
    ['SubmissionState', ['intake.state.'], intakeRu],
    ['ItemOutcome', ['intake.outcome.'], intakeRu],
  ] as const)('%s: every word has a text', (name, prefixes, texts) => {
    const words: string[] = contract.components.schemas[name].enum;
    expect(words.length).toBeGreaterThan(1);
    for (const prefix of prefixes) expect(words.filter((word) => !(prefix + word in texts))).toEqual([]);
  });
});

describe('words of the log', () => {
  const source = readFileSync(new URL('../../../store/src/log/entry.rs', import.meta.url), 'utf8');
  /** The words that a Rust type gives its variants. */
  const wordsOf = (type: string) => {
    const body = source.match(new RegExp(`impl ${type} \\{[\\s\\S]*?\\n\\}`))?.[0] ?? '';
    return [...body.matchAll(/Self::\w+ => "(\w+)"/g)].map((match) => match[1]);
  };

  it.each([
    ['Kind', 'audit.kind.', 'request'],
    ['LogAct', 'audit.act.', 'erased'],
  ])('%s: every word has a text', (type, prefix, one) => {
    const words = wordsOf(type);
    expect(words).toContain(one);
    expect(words.filter((word) => !(prefix + word in auditRu))).toEqual([]);
  });
});

describe('plurals', () => {
  const requests = ['{n} заявка', '{n} заявки', '{n} заявок'];

  it.each([
    [0, '0 заявок'],
    [1, '1 заявка'],
    [2, '2 заявки'],
    [4, '4 заявки'],
    [5, '5 заявок'],
    [11, '11 заявок'],
    [12, '12 заявок'],
    [14, '14 заявок'],
    [21, '21 заявка'],
    [22, '22 заявки'],
    [111, '111 заявок'],
    [121, '121 заявка'],
    [1.5, '1,5 заявки'],
  ])('%s is “%s”', (n, expected) => {
    expect(say(requests, 'ru', { n })).toBe(expected);
  });

  it('agrees with the browser’s own rules for every number up to 1,000', () => {
    const rules = new Intl.PluralRules('ru');
    const form: Record<string, number> = { one: 0, few: 1, many: 2 };
    for (let n = 0; n <= 1000; n += 1) expect(say(['one', 'few', 'many'], 'ru', { n }), String(n)).toBe(['one', 'few', 'many'][form[rules.select(n)]]);
  });

  it('has one and many in English', () => {
    expect(say(['{n} request', '{n} requests'], 'en', { n: 1 })).toBe('1 request');
    expect(say(['{n} request', '{n} requests'], 'en', { n: 21 })).toBe('21 requests');
  });

  it('leaves a gap that nobody fills, so that it is noticed', () => {
    expect(say('{name} едет', 'ru')).toBe('{name} едет');
  });
});
