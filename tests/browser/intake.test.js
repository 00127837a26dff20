// A partner's key is made on the screen, used, replaced and revoked; what it sent is found under “Intake”, refused rows too.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accessible, ask, logIn, openBrowser, openPage, picture, speak } from './stage.js';

const SOURCE = 'partner-of-browser';

describe('intake', { concurrency: false }, () => {
  let browser;
  let opened;
  let page;
  let secret;

  /** Three requests of which the second is faulty, for a day that nobody else looks at. */
  const send = (key) => {
    const one = (number, quantity) => ({
      source: SOURCE, source_ref: `P-${number}`, date: '2030-01-02', recipient: 'Получатель 0001', address: 'ул. Небывальская, 5', needs: [{ goods: 'food', quantity }],
    });
    return ask(page, 'POST', '/v1/requests/batch', { requests: [one(1, 1), one(2, 0), one(3, 1)] }, { Authorization: `Bearer ${key}` });
  };

  const dialog = () => page.getByRole('dialog');

  async function openKeys(people, keys) {
    await page.getByRole('button', { name: people }).click();
    await dialog().getByRole('button', { name: keys, exact: true }).click();
    await dialog().locator('li[data-key]').first().waitFor();
  }

  before(async () => {
    browser = await openBrowser();
    opened = await openPage(browser);
    page = opened.page;
    await logIn(page);
    const kept = await ask(page, 'PUT', `/v1/sources/${SOURCE}`, { door: 'api', name: 'Партнёр из окна' });
    assert.ok([200, 201].includes(kept.status), JSON.stringify(kept.body));
  });

  after(async () => {
    await browser.close();
  });

  it('a key is made and shown once', async () => {
    await openKeys('Люди', 'Ключи');
    await dialog().locator('form select').selectOption(SOURCE);
    await dialog().getByLabel('Чей ключ').fill('Сервер партнёра');
    await dialog().getByLabel('Действует до').fill('2099-01-01');
    await dialog().getByLabel('Заявок в день').fill('100');
    await dialog().getByLabel('отменять свои заявки').check();
    await dialog().getByRole('button', { name: 'Создать ключ' }).click();
    secret = await dialog().getByLabel('Новый ключ').inputValue();
    assert.match(secret, /^krv_[0-9a-f]{12}_/);
    const made = dialog().locator(`li[data-key="${secret.slice(4, 16)}"]`);
    const told = await made.innerText();
    for (const word of ['Сервер партнёра', 'действует', SOURCE, 'присылать заявки, видеть свои заявки, отменять свои заявки', '2099', 'ещё не было', '100']) {
      assert.ok(told.includes(word), `${word} in ${told}`);
    }
    for (const lang of ['ru', 'en']) {
      await page.evaluate((wanted) => document.querySelector(`button[lang=${wanted}]`)?.click(), lang);
      await accessible(page, `keys-${lang}`);
      await picture(page, `keys-${lang}`);
    }
    await page.keyboard.press('Escape');
    await speak(page, 'ru');
    await openKeys('Люди', 'Ключи');
    assert.equal(await dialog().getByLabel('Новый ключ').count(), 0, 'not shown again');
    await page.keyboard.press('Escape');
  });

  it('what it sends is found by source, by delivery and by row', async () => {
    const sent = await send(secret);
    assert.deepEqual(sent.body.results.map((one) => one.status), ['created', 'rejected', 'created']);
    for (const [lang, name, rows, refused] of [['ru', 'Приём', 'Строки приёма', 'количество — не число'], ['en', 'Intake', 'Rows of delivery', 'bad quantity']]) {
      await speak(page, lang);
      await page.getByRole('button', { name, exact: true }).click();
      const source = dialog().locator('table[data-part=sources] tr', { hasText: 'Партнёр из окна' });
      await source.waitFor();
      assert.deepEqual((await source.locator('td').allInnerTexts()).slice(0, 4), ['1', '2', '0', '1']);
      assert.ok((await source.innerText()).includes(refused));
      await accessible(page, `intake-${lang}`);
      await picture(page, `intake-${lang}`);
      const delivery = dialog().locator('table[data-part=deliveries] tr', { hasText: SOURCE });
      await delivery.getByRole('button', { name: rows }).click();
      const items = dialog().locator('table[data-part=items] tbody tr');
      await items.first().waitFor();
      assert.equal(await items.count(), 3);
      const told = await items.nth(1).innerText();
      assert.ok(told.includes('P-2') && told.includes(`${refused} (needs/0/quantity)`), told);
      await accessible(page, `intake-rows-${lang}`);
      await picture(page, `intake-rows-${lang}`);
      await dialog().locator('.only input').check();
      await page.waitForFunction(() => document.querySelectorAll('table[data-part=items] tbody tr').length === 1);
      assert.ok(!(await dialog().innerText()).includes('Небывальская'), 'no word of a person');
      await page.keyboard.press('Escape');
    }
    await speak(page, 'ru');
  });

  it('it is replaced and revoked', async () => {
    await openKeys('Люди', 'Ключи');
    const id = secret.slice(4, 16);
    const old = dialog().locator(`li[data-key="${id}"]`);
    await old.getByRole('button', { name: 'Заменить' }).click();
    const next = await dialog().getByLabel('Новый ключ').inputValue();
    assert.notEqual(next.slice(4, 16), id);
    assert.equal((await send(next)).status, 200);
    const successor = dialog().locator(`li[data-key="${next.slice(4, 16)}"]`);
    await successor.getByRole('button', { name: 'Заменить' }).click();
    await dialog().getByText('уже действуют два ключа').waitFor();
    await old.getByRole('button', { name: 'Отозвать' }).click();
    await accessible(page, 'key-revoke-ru');
    await old.getByRole('button', { name: 'Отозвать ключ' }).click();
    await old.getByText('отозван').waitFor();
    await picture(page, 'keys-revoked-ru');
    assert.equal((await send(secret)).status, 401);
    await page.keyboard.press('Escape');
  });

  it('no script failed, no policy was broken and nothing was asked of another host', () => {
    assert.deepEqual(opened.faults, []);
  });
});
