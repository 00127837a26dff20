// A failed call, in words for the person at the screen.
import type { Fault, ProblemBody } from './contract';

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

const PLAIN: Record<Lang, Record<number, string>> = {
  ru: {
    0: 'Нет связи с сервером. Проверьте сеть и повторите.',
    401: 'Нужно войти ещё раз.',
    403: 'На это нет прав.',
    404: 'Не найдено: возможно, уже удалено.',
    409: 'Это уже делается. Дождитесь окончания.',
    410: 'Больше не действует.',
    412: 'Пока вы смотрели, кто-то другой это изменил. Данные обновлены, повторите.',
    413: 'Файл или текст слишком большой.',
    422: 'Данные не приняты.',
    428: 'Обновите страницу и повторите.',
    429: 'Слишком много попыток. Подождите немного.',
    503: 'Сервер занят, повторите через минуту.',
  },
  en: {
    0: 'No connection to the server. Check the network and try again.',
    401: 'Please log in again.',
    403: 'You may not do this.',
    404: 'Not found: it may have been removed.',
    409: 'This is already being done. Wait until it ends.',
    410: 'No longer valid.',
    412: 'Somebody changed this while you were looking. It has been refreshed; try again.',
    413: 'The file or text is too large.',
    422: 'The data was not accepted.',
    428: 'Reload the page and try again.',
    429: 'Too many attempts. Wait a little.',
    503: 'The server is busy; try again in a minute.',
  },
};

const SERVER_FAULT: Record<Lang, string> = {
  ru: 'На сервере ошибка. Если повторится, покажите администратору',
  en: 'The server failed. If it happens again, show this to the administrator',
};

/** The server's own words when it has them: what is wrong and how to mend it, where it names faults. */
export function inWords(problem: unknown, lang: Lang): string {
  if (!(problem instanceof Problem)) return problem instanceof Error ? problem.message : String(problem);
  const { status, body } = problem;
  if (body.errors?.length) return body.errors.map((fault) => sentence(faultInWords(fault, lang))).join(' ');
  const own = lang === 'ru' ? (body.detail_ru ?? body.title_ru) : (body.detail ?? body.title);
  if (own) return own;
  if (PLAIN[lang][status]) return PLAIN[lang][status];
  return `${SERVER_FAULT[lang]}: ${body.instance ?? status}`;
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
