// Who may see and do what: an administrator invites an operator, an auditor, an agency owner and a curator; each sees
// what the work needs.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accessible, ask, BASE, openBrowser, openPage, picture, required, speak } from './stage.js';

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

  async function invite(login, role, bounds = {}) {
    await chief.getByRole('button', { name: 'Люди' }).click();
    const dialog = chief.getByRole('dialog');
    await dialog.getByLabel('Логин').fill(login);
    await dialog.locator('form select').selectOption(role);
    for (const [label, names] of Object.entries(bounds)) await dialog.locator('form').getByRole('textbox', { name: label }).fill(names);
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

  it('a curator takes requests in for their municipality, and sees these alone', async () => {
    const page = await arrive(await invite('куратор', 'curator', { Муниципалитеты: 'Заречный район' }));
    await page.getByRole('heading', { name: 'Ваши заявки' }).waitFor();
    await page.getByText('На этот день ваших заявок нет.').waitFor();
    assert.equal(await page.locator('[role=tablist]').count(), 0);
    assert.equal(await page.getByRole('button', { name: 'Люди' }).count(), 0);
    await page.getByRole('button', { name: 'Добавить' }).click();
    await page.getByLabel('Адрес', { exact: true }).fill('Садовая 1');
    await page.getByLabel('Кому').fill('Получатель Заречный');
    await page.locator('form .button.main').click();
    await page.getByText('Получатель Заречный').waitFor();
    await page.getByRole('button', { name: 'Назад к списку' }).click();
    await page.getByText('Заречный район').waitFor();
    for (const lang of ['en', 'ru']) {
      await speak(page, lang);
      await accessible(page, `curator-${lang}`);
      await picture(page, `curator-${lang}`);
    }
    const refused = await page.evaluate(async () => (await fetch('/v1/plans')).status);
    assert.equal(refused, 403);
  });

  it('an agency owner watches the requests of the organisation until they are closed', async () => {
    assert.equal((await ask(chief, 'PUT', '/v1/sources/fund', { door: 'api', organisation: 'Фонд' })).status, 201);
    const today = await chief.locator('input[type=date]').inputValue();
    const made = await ask(chief, 'POST', '/v1/requests', { source: 'fund', date: today, recipient: 'Получатель Фонда', phone: '+7 900 000-00-55', address: 'Садовая 2', needs: [] });
    assert.equal(made.status, 201);
    const page = await arrive(await invite('ведомство', 'agency_owner', { Организации: 'Фонд' }));
    await page.getByText('Получатель Фонда').click();
    await page.getByRole('link', { name: '+7 900 000-00-55' }).waitFor();
    await accessible(page, 'owner-ru');
    await picture(page, 'owner-request');
    await page.getByRole('button', { name: 'Отменить заявку' }).click();
    await page.getByRole('dialog').locator('.button.danger').click();
    await page.getByText('скрыто').first().waitFor();
    assert.equal(await page.getByText('000-00-55').count(), 0, 'the telephone is hidden after the end');
    await picture(page, 'owner-closed');
  });

  it('an operator says a reason for what is hidden, and the administrator reads it', async () => {
    const page = await arrive(await invite('дежурный', 'operator'));
    await page.locator('[role=tablist]').waitFor();
    await page.getByRole('searchbox').fill('fund');
    await page.locator('button.item').first().click();
    await page.getByText('Заявка закрыта: личные данные скрыты.').waitFor();
    await accessible(page, 'hidden-ru');
    await picture(page, 'hidden-ru');
    await page.getByRole('button', { name: 'Показать, указав причину' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Причина').fill('звонит сын');
    await accessible(page, 'reveal-ru');
    await picture(page, 'reveal-ru');
    await dialog.getByRole('button', { name: 'Показать' }).click();
    await page.locator('dd').getByText('Получатель Фонда').waitFor();
    await picture(page, 'revealed-ru');
    await chief.getByRole('button', { name: 'Журнал' }).click();
    await chief.getByText('Кто смотрел скрытое').click();
    await chief.getByText('звонит сын').waitFor();
    await accessible(chief, 'reveals-ru');
    await picture(chief, 'reveals-ru');
    await chief.keyboard.press('Escape');
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
