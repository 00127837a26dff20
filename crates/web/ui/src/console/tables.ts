// Uploads tables of requests, volunteers and hubs (`uploadTable`), counts refused rows, puts notices in words, and
// writes CSV files for download: the faults of refused rows (`rejectedCsv`) and samples (`saveSample`). The server
// parses what is uploaded.
import { language } from '../language/language.svelte';
import { call } from '../wire/call';
import { faultInWords, type Lang } from '../wire/problem';
import type { RejectedRow, TableNotice, TableResult } from '../wire/contract';
import { desk, type TableKind } from './desk.svelte';
import { loadTable } from './load';
import { notices } from './notices.svelte';
import { SAMPLES } from './samples';
import { t } from './text';

export async function uploadTable(kind: TableKind, file: File): Promise<void> {
  if (desk.uploading) {
    notices.bad(new Error(t('upload.busy', { name: file.name })));
    return;
  }
  desk.uploading = true;
  try {
    const bytes = await file.arrayBuffer().catch(() => {
      throw new Error(t('upload.unreadable'));
    });
    const result = await call<TableResult>('POST', `/v1/tables/${kind}?date=${desk.date}`, {
      // The bytes as they are: the server tells the encoding and the delimiter itself.
      body: new Blob([bytes], { type: 'text/csv' }),
      headers: { 'Content-Type': 'text/csv', 'X-File-Name': encodeURIComponent(file.name) },
    });
    // Before the result is shown, so that both speak of the same day.
    await loadTable(kind);
    desk.uploaded = { kind, name: file.name, result };
  } catch (problem) {
    desk.refused = { name: file.name, problem };
  } finally {
    desk.uploading = false;
  }
}

/** A cell that a spreadsheet will neither split nor run as a formula. */
export function cell(value: string | number): string {
  const text = String(value);
  const safe = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csv(rows: readonly (readonly (string | number)[])[]): string {
  // The mark at the start makes Excel read UTF-8; the semicolon is what it expects in Russia.
  return `\uFEFF${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;
}

export function saveFile(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export function rejectedCsv(rows: readonly RejectedRow[], lang: Lang): string {
  const head = [t('upload.row'), 'id', t('upload.column'), t('upload.fault'), t('upload.mend')];
  const body = rows.map((row) => {
    const { message, mend } = faultInWords(row, lang);
    return [row.row, row.id ?? '', row.column ?? '', message, mend];
  });
  return csv([head, ...body]);
}

/** One row may have several faults; what is not told one by one counts too. */
export function rejectedRows(faults: readonly RejectedRow[]): number {
  const untold = faults.reduce((sum, fault) => sum + (fault.more ?? 0), 0);
  return new Set(faults.map((fault) => fault.row)).size + untold;
}

/** Where in the table, then what. A row's number is a name and not a quantity: it has no thousands separator. */
export function noticeInWords({ row, column, ...notice }: TableNotice, lang: Lang): string {
  const words = lang === 'ru' ? notice.message_ru : notice.message;
  if (row != null && column) return `${t('upload.at.both', { row: String(row), column })}: ${words}`;
  if (row != null) return `${t('upload.at.row', { row: String(row) })}: ${words}`;
  return column ? `${t('upload.at.column', { column })}: ${words}` : words;
}

export function saveSample(kind: TableKind): void {
  saveFile(`karavan-${kind}.csv`, csv(SAMPLES[language.now][kind]), 'text/csv');
}
