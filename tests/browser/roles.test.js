// Who may see and do what: an administrator invites an operator and an auditor; each sees what the work needs.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accessible, BASE, openBrowser, openPage, picture, required, speak } from './stage.js';

const WORDS = 'семь пёстрых куриц';

describe('roles', { concurrency: false }, () => {
  let browser;
  let chief;
  const pages = [];

  async function open(url) {
    const opened = await openPage(browser);
    pages.push(opened);
    await opened.page.goto(url);
    return opened.page;
  }

  /** Chooses a password by the link of an invitation. */
  async function arrive(link) {
    const page = await open(link);
    await page.locator('input[name=password]').fill(WORDS);
    await page.locator('form .button.main').click();
    return page;
  }

  async function invite(login, role) {
    await chief.getByRole('button', { name: 'Люди' }).click();
    const dialog = chief.getByRole('dialog');
    await dialog.getByLabel('Логин').fill(login);
    await dialog.locator('form select').selectOption(role);
    await dialog.getByRole('button', { name: 'Пригласить' }).click();
    const link = await dialog.getByLabel('Ссылка для пароля').inputValue();
    assert.match(link, /#password=/);
    await accessible(chief, `staff-${role}-ru`);
    await picture(chief, `staff-${role}-ru`);
    await chief.keyboard.press('Escape');
    return link.replace(/^https?:\/\/[^/]+/, BASE);
  }

  before(async () => {
    browser = await openBrowser();
    chief = await open(`${BASE}/`);
    await chief.locator('input[name=login]').fill('coordinator');
    await chief.locator('input[name=password]').fill(required('KARAVAN_PASSWORD'));
    await chief.locator('form .button.main').click();
    await chief.locator('[role=tablist]').waitFor();
  });

  after(async () => {
    await browser.close();
  });

  it('an operator takes requests in, and plans and publishes nothing', async () => {
    const page = await arrive(await invite('оператор', 'operator'));
    await page.locator('[role=tablist]').waitFor();
    await page.getByRole('button', { name: 'Добавить', exact: false }).first().waitFor();
    assert.equal(await page.locator('input[type=file]').count(), 0, 'no table is uploaded');
    assert.equal(await page.getByRole('button', { name: 'Люди' }).count(), 0);
    await page.locator('#tab-volunteers').click();
    assert.equal(await page.locator('input[type=file]').count(), 0);
    await page.locator('#tab-plan').click();
    await page.locator('.tiles').waitFor();
    assert.equal(await page.locator('.publish').count(), 0, 'nothing is published');
    await picture(page, 'operator-plan');
    await page.locator('#tab-requests').click();
    await picture(page, 'operator-requests');
    // The server says the same to who asks past the screen.
    const refused = await page.evaluate(async () => (await fetch('/v1/plans', { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': 'past-the-screen-1' }, body: '{}' })).status);
    assert.equal(refused, 403);
  });

  it('an auditor reads who did what, and sees no request', async () => {
    const page = await arrive(await invite('аудитор', 'auditor'));
    await page.getByRole('heading', { name: 'Кто что делал' }).waitFor();
    await page.locator('tbody tr').first().waitFor();
    const told = await page.locator('tbody').innerText();
    assert.match(told, /сотрудник coordinator/);
    assert.match(told, /логин аудитор — (добавлено|изменено)/);
    for (const lang of ['en', 'ru']) {
      await speak(page, lang);
      await accessible(page, `audit-${lang}`);
      await picture(page, `audit-${lang}`);
    }
    const refused = await page.evaluate(async () => (await fetch('/v1/requests')).status);
    assert.equal(refused, 403);
  });

  it('the people are there in English too', async () => {
    await speak(chief, 'en');
    await chief.getByRole('button', { name: 'People' }).click();
    await chief.getByRole('dialog').getByText('People who log in').waitFor();
    await accessible(chief, 'staff-en');
    await picture(chief, 'staff-en');
    await chief.keyboard.press('Escape');
    await speak(chief, 'ru');
  });

  it('no script failed, no policy was broken and nothing was asked of another host', () => {
    assert.deepEqual(pages.flatMap(({ faults }) => faults), []);
  });
});
