// Signing in: a second step is enrolled, asked for, replaced by a recovery code and taken off by an administrator;
// sessions are seen and ended; a weak password is refused.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { accessible, ask, BASE, openBrowser, openPage, picture, required } from './stage.js';

const LOGIN = 'вера';
const WORDS = 'девять серых гусей на пруду';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';

/** The code of a step of thirty seconds, by RFC 6238: what an app on a telephone shows. */
function code(secret, step) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', key).update(counter).digest();
  const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

const stepNow = () => Math.floor(Date.now() / 30_000);

describe('signing in', { concurrency: false }, () => {
  let browser;
  let secret;
  let usedStep;
  let recovery;
  const pages = [];

  async function open(url, options) {
    const opened = await openPage(browser, options);
    pages.push(opened);
    await opened.page.goto(url);
    return opened.page;
  }

  const entered = (page) => page.locator('[role=tablist]').waitFor();

  async function typeLogin(page, login, password) {
    await page.locator('input[name=login]').fill(login);
    await page.locator('input[name=password]').fill(password);
    await page.locator('form .button.main').click();
  }

  async function security(page) {
    await page.getByRole('button', { name: 'Вход и защита' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('tbody tr').first().waitFor();
    return dialog;
  }

  /** Fills in the next code that was not used: of the next step, which the server takes a little early. */
  async function typeCode(page) {
    usedStep = Math.max(stepNow(), usedStep + 1);
    await page.waitForTimeout(Math.max(0, (usedStep - 1) * 30_000 - Date.now()));
    await page.locator('input[name=code]').fill(code(secret, usedStep));
  }

  before(async () => {
    browser = await openBrowser();
    const chief = await open(`${BASE}/`);
    await typeLogin(chief, 'coordinator', required('KARAVAN_PASSWORD'));
    await entered(chief);
    const invited = await ask(chief, 'POST', '/v1/users', { login: LOGIN, role: 'operator' });
    assert.equal(invited.status, 201);
    const page = await open(invited.body.link.replace(/^https?:\/\/[^/]+/, BASE));
    await page.locator('input[name=password]').fill('aaaaaaaaaaaaaaaaaa');
    await page.locator('form .button.main').click();
    await page.getByText('повторы легко подобрать').waitFor();
    await accessible(page, 'weak password');
    await picture(page, 'weak-password-ru');
    await page.locator('input[name=password]').fill(WORDS);
    await page.locator('form .button.main').click();
    await entered(page);
    await page.locator('.out').click();
    await page.locator('input[name=login]').waitFor();
  });

  after(async () => {
    await browser.close();
  });

  it('a second step is enrolled with a QR code and confirmed', async () => {
    const page = await open(`${BASE}/`);
    await typeLogin(page, LOGIN, WORDS);
    await entered(page);
    const dialog = await security(page);
    await accessible(page, 'security');
    await dialog.getByRole('button', { name: 'Включить' }).click();
    await dialog.getByRole('img', { name: 'QR-код' }).waitFor();
    secret = (await dialog.locator('code').innerText()).replaceAll(' ', '');
    assert.match(secret, /^[A-Z2-7]{32}$/);
    for (const lang of ['en', 'ru']) {
      await page.evaluate((wanted) => document.querySelector(`button[lang=${wanted}]`).click(), lang);
      await accessible(page, `enrolling ${lang}`);
      await picture(page, `second-step-${lang}`);
    }
    await dialog.locator('input[name=code]').fill('000000');
    await dialog.getByRole('button', { name: 'Подтвердить' }).click();
    await dialog.getByRole('alert').waitFor();
    usedStep = stepNow();
    await dialog.locator('input[name=code]').fill(code(secret, usedStep));
    await dialog.getByRole('button', { name: 'Подтвердить' }).click();
    await dialog.locator('.codes li').first().waitFor();
    recovery = await dialog.locator('.codes li').allInnerTexts();
    assert.equal(new Set(recovery).size, 10);
    await accessible(page, 'recovery codes');
    await picture(page, 'recovery-codes-ru');
    await dialog.getByRole('button', { name: 'Коды сохранены' }).click();
    await dialog.getByText('Осталось 10 запасных кодов.').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.out').click();
    await page.locator('input[name=login]').waitFor();
  });

  it('logs in with a code of the telephone, and the same code does not open again', async () => {
    const page = await open(`${BASE}/`);
    await typeLogin(page, LOGIN, WORDS);
    await page.locator('input[name=code]').waitFor();
    await accessible(page, 'code');
    await picture(page, 'code-ru');
    await page.locator('input[name=code]').fill(code(secret, usedStep));
    await page.locator('form .button.main').click();
    await page.getByText('Код неверен или уже использован.').waitFor();
    await typeCode(page);
    await page.locator('form .button.main').click();
    await entered(page);
  });

  it('logs in elsewhere with a recovery code, sees the other session and ends it', async () => {
    const other = pages.at(-1).page;
    const page = await open(`${BASE}/`, { userAgent: FIREFOX });
    await typeLogin(page, LOGIN, WORDS);
    await page.locator('input[name=code]').fill(recovery[0].toLowerCase());
    await page.locator('form .button.main').click();
    await entered(page);
    const dialog = await security(page);
    await dialog.getByText('Осталось 9 запасных кодов.').waitFor();
    assert.equal(await dialog.locator('tbody tr').count(), 2);
    assert.match(await dialog.locator('tbody tr').first().innerText(), /Firefox, Linux.*Это вы сейчас/s);
    assert.match(await dialog.locator('tbody tr').nth(1).innerText(), /Chrome, Linux/);
    await accessible(page, 'sessions');
    await picture(page, 'sessions-ru');
    await dialog.getByRole('button', { name: /^Завершить: вера, Chrome/ }).click();
    await dialog.locator('tbody tr').nth(1).waitFor({ state: 'detached' });
    assert.equal((await ask(other, 'GET', '/v1/session')).status, 401, 'ended at once');
    assert.equal((await ask(page, 'GET', '/v1/session')).status, 200);
  });

  it('an administrator takes the second step off, and the password is enough', async () => {
    const chief = pages[0].page;
    await chief.getByRole('button', { name: 'Люди' }).click();
    const dialog = chief.getByRole('dialog');
    await dialog.getByRole('button', { name: `Снять второй шаг: ${LOGIN}` }).click();
    await dialog.getByText(`Второй шаг снят: ${LOGIN}`).waitFor();
    await accessible(chief, 'second step taken off');
    await picture(chief, 'second-step-off-ru');
    const page = await open(`${BASE}/`);
    await typeLogin(page, LOGIN, WORDS);
    await entered(page);
  });

  it('no page asked another host, broke the content policy or raised an error', () => {
    assert.deepEqual(pages.flatMap(({ faults }) => faults), []);
  });
});
