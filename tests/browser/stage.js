// What the browser tests share: a browser, pages that remember faults (`openPage`), log-in, calls to the server
// (`ask`), pictures of what was seen, and a check of accessibility (`accessible`).
import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

export function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. Run: KARAVAN_URL=http://127.0.0.1:8080 KARAVAN_PASSWORD=… npm test`);
  return value;
}

export const BASE = required('KARAVAN_URL').replace(/\/$/, '');
const LOGIN = process.env.KARAVAN_LOGIN ?? 'coordinator';
export const PASSWORD = required('KARAVAN_PASSWORD');

const RESULTS = path.resolve(import.meta.dirname, '../../test-results');
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
export const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  userAgent: 'Mozilla/5.0 (Linux; Android 12; Phone) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36',
};

export async function openBrowser() {
  const executablePath = process.env.KARAVAN_CHROMIUM ?? BROWSERS.find((file) => existsSync(file));
  if (!executablePath) throw new Error('No Chromium found. Set KARAVAN_CHROMIUM to its path.');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'] });
}

/** A page whose every fault is remembered: requests to other hosts, broken content policy, errors of scripts. */
export async function openPage(browser, options = {}, base = BASE) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ru-RU', ...options });
  const page = await context.newPage();
  const faults = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${base}/`) && !/^(data|blob):/.test(url)) faults.push(`asked another host: ${url}`);
  });
  page.on('pageerror', (error) => faults.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    if (/Content.Security.Policy|Refused to/i.test(message.text())) faults.push(message.text());
  });
  return { context, page, faults };
}

export async function logIn(page) {
  await page.goto(`${BASE}/`);
  await page.locator('input[name=login]').fill(LOGIN);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('form button').click();
  await page.locator('[role=tablist]').waitFor();
}

export async function picture(page, name) {
  mkdirSync(RESULTS, { recursive: true });
  await page.screenshot({ path: path.join(RESULTS, `${name}.png`) });
}

/** No fault against WCAG 2.2 A and AA that a machine can find. */
export async function accessible(page, where) {
  // A message that is still fading in has no contrast yet.
  await page.waitForTimeout(300);
  const { violations } = await new AxeBuilder({ page })
    // Two candidates of one street may touch on the map; each is a button of full size in the list beside it.
    .exclude('.map-candidate')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ html }) => html.slice(0, 160)).join('\n  ')}`);
  assert.deepEqual(told, [], where);
}

export async function speak(page, lang) {
  await page.locator(`button[lang=${lang}]`).first().click();
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, lang);
}

export const tab = (page, name) => page.locator(`#tab-${name}`).click();

/** Calls the server as the page's coordinator does, for what a test needs to be there; the answer with its status. */
export function ask(page, method, path, body, headers = {}) {
  return page.evaluate(
    async ([way, to, sent, more]) => {
      const own = way === 'POST' ? { 'Idempotency-Key': `browser-test-${crypto.randomUUID()}` } : {};
      const content = sent === undefined ? {} : { 'Content-Type': 'application/json' };
      const answer = await fetch(to, { method: way, headers: { ...own, ...content, ...more }, body: sent === undefined ? undefined : JSON.stringify(sent) });
      const text = await answer.text();
      return { status: answer.status, body: /json/.test(answer.headers.get('Content-Type') ?? '') ? JSON.parse(text) : text };
    },
    [method, path, body, headers],
  );
}

export async function upload(page, kind, name, text) {
  await page.locator(`input[data-table=${kind}]`).first().setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
}
