// Erasing the person of a request on the card: a reason, a question, and the card says so.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accessible, logIn, openBrowser, openPage, picture } from './stage.js';

describe('a person who is helped', { concurrency: false }, () => {
  let browser;
  let page;
  let faults;

  before(async () => {
    browser = await openBrowser();
    ({ page, faults } = await openPage(browser));
    await logIn(page);
  });

  after(async () => {
    await browser.close();
  });

  it('is erased with a reason, and the request stays without them', async () => {
    // One who is on no published route, whatever the tests before did.
    const request = await page.evaluate(async () => {
      const today = (await (await fetch('/v1/map')).json()).today;
      const draft = { source: '112', date: today, recipient: 'Забытова Анна', phone: '+7 911 000-77-99', address: 'Пушкина', needs: [] };
      const headers = { 'content-type': 'application/json', 'idempotency-key': 'a-person-to-be-erased' };
      return (await fetch('/v1/requests', { method: 'POST', headers, body: JSON.stringify(draft) })).json();
    });
    assert.equal(request.erased, false);
    await page.locator('#tab-requests').click();
    await page.locator('input[type=search]').fill('Забытова');
    await page.locator('.item').first().click();
    await page.getByRole('definition').filter({ hasText: 'Забытова Анна' }).waitFor();
    const erase = page.getByRole('button', { name: 'Стереть данные человека' });
    await erase.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Почему').selectOption('mistaken');
    await accessible(page, 'erasing a person');
    await picture(page, 'person-erase-ru');
    await dialog.getByRole('button', { name: 'Да, стереть' }).click();
    await page.getByText('Данные стёрты', { exact: true }).waitFor();
    await accessible(page, 'an erased person');
    await picture(page, 'person-erased-ru');
    assert.equal(await erase.count(), 0);
    assert.equal(await page.getByText('Забытова').count(), 0);
    const kept = await page.evaluate(async (id) => (await fetch(`/v1/requests/${id}`)).json(), request.id);
    assert.deepEqual([kept.erased, kept.recipient, kept.phone, kept.state], [true, '', '', 'closed']);
    const looked = await page.evaluate(async (id) => (await fetch(`/v1/persons/${id}`)).json(), request.person);
    assert.ok(looked.log.some((entry) => entry.act === 'erased'), JSON.stringify(looked.log));
    assert.deepEqual(faults, []);
  });
});
