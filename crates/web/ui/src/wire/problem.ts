// `Problem`, a failed call with its status and body; `inWords`, its text for the person at the screen: the server's
// own, or one by status; `faultInWords`, the text of one fault and how to mend it.
import type { Fault, ProblemBody } from './contract';
import { problemEn } from './problem-texts.en';
import { problemRu } from './problem-texts.ru';

export type Lang = 'ru' | 'en';

/** What a field and a row of a table are told alike. */
type Said = 'code' | 'message' | 'message_ru' | 'mend' | 'mend_ru';

/** What the server (or the lack of one) answered. `status` 0 means there was no answer. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly body: ProblemBody = {},
  ) {
    super(body.title ?? `HTTP ${status}`);
  }
}

const TEXTS: Record<Lang, { statuses: Record<number, string>; server: string }> = { ru: problemRu, en: problemEn };

/** The server's own words when it has them: what is wrong and how to mend it, where it names faults. */
export function inWords(problem: unknown, lang: Lang): string {
  if (!(problem instanceof Problem)) return problem instanceof Error ? problem.message : String(problem);
  const { status, body } = problem;
  if (body.errors?.length) return body.errors.map((fault) => sentence(faultInWords(fault, lang))).join(' ');
  const own = lang === 'ru' ? (body.detail_ru ?? body.title_ru) : (body.detail ?? body.title);
  if (own) return own;
  return TEXTS[lang].statuses[status] ?? `${TEXTS[lang].server}: ${body.instance ?? status}`;
}

function sentence({ message, mend }: { message: string; mend: string }): string {
  return mend ? `${message}: ${mend}.` : `${message}.`;
}

/** What is wrong with one field or row, and how to mend it. */
export function faultInWords(fault: Partial<Pick<Fault, Said>>, lang: Lang): { message: string; mend: string } {
  return lang === 'ru'
    ? { message: fault.message_ru ?? fault.message ?? fault.code ?? '', mend: fault.mend_ru ?? fault.mend ?? '' }
    : { message: fault.message ?? fault.code ?? '', mend: fault.mend ?? '' };
}
