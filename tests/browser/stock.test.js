// A hub with too little: the draft says so before it is published, and no more once another delivery is counted. A van is lent
// to a shift on the volunteer's card.
//
// Wants the server that `tests/browser/run` starts.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { build, dayAfter, goTo, housesOf } from './planning.js';
import { accessible, ask, logIn, openBrowser, openPage, picture, speak, tab } from './stage.js';

const VISITS = 6;

let browser;
let desk;
let date;
let driver;

/** So much food at every hub. */
async function count(page, quantity) {
  for (const { id } of (await ask(page, 'GET', '/v1/hubs')).body.items) {
    const path = `/v1/hubs/${id}/stock/${date}`;
    const { version } = (await ask(page, 'GET', path)).body;
    const sent = { goods: [{ goods: 'food', quantity }] };
    const kept = await ask(page, 'PUT', path, sent, { 'if-match': `"v${version}"` });
    assert.ok([200, 201].includes(kept.status), JSON.stringify(kept));
  }
}

before(async () => {
  browser = await openBrowser();
  desk = await openPage(browser, { viewport: { width: 1366, height: 768 } });
  const { page } = desk;
  await logIn(page);
  await page.locator('.item').first().waitFor();
  const { today } = (await ask(page, 'GET', '/v1/map')).body;
  date = dayAfter(today, 9);
  for (const address of (await housesOf(page, today)).slice(0, VISITS)) {
    const sent = { source: 'Проверка', date, address, recipient: 'Получатель 9300', needs: [{ goods: 'food', quantity: 2 }] };
    assert.equal((await ask(page, 'POST', '/v1/requests', sent)).status, 201);
  }
  const people = (await ask(page, 'GET', `/v1/volunteers?date=${today}`)).body.items.filter(({ shift }) => shift);
  driver = people[0];
  const own = { from: '08:00', to: '20:00', end: 'home', capacity: 20 };
  assert.equal((await ask(page, 'PUT', `/v1/volunteers/${driver.id}/shifts/${date}`, own)).status, 200);
  const van = { label: 'Газель А 123', kind: 'van', capacity: 40 };
  assert.equal((await ask(page, 'PUT', '/v1/vehicles/VAN-1', van)).status, 201);
  await count(page, 1);
  await goTo(page, date);
});

after(async () => {
  await browser?.close();
});

describe('what is lent and what is there', { concurrency: false }, () => {
  it('a van is chosen on the card of a volunteer and named in the list', async () => {
    const { page } = desk;
    await tab(page, 'volunteers');
    await page.locator('.item', { hasText: driver.name }).click();
    const lent = page.locator('label.field').filter({ has: page.getByText('Машина', { exact: true }) });
    await lent.locator('select').selectOption('VAN-1');
    const kept = page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.url().includes('/shifts/'));
    await accessible(page, 'a van on the card of a volunteer');
    await picture(page, '50-van-of-a-shift');
    await page.getByRole('button', { name: 'Сохранить смену', exact: true }).click();
    assert.equal((await kept).status(), 200);
    const offers = (await ask(page, 'GET', `/v1/volunteers?date=${date}`)).body.items;
    const { shift } = offers.find(({ id }) => id === driver.id);
    assert.deepEqual([shift.vehicle_id, shift.vehicle, shift.capacity], ['VAN-1', 'van', 40]);
    await page.keyboard.press('Escape');
    await tab(page, 'requests');
    await tab(page, 'volunteers');
    await picture(page, '51-van-in-the-list');
  });

  it('a draft says what hubs lack, until more is delivered', async () => {
    const { page } = desk;
    await tab(page, 'plan');
    const { summary } = await build(desk.page, date);
    assert.ok(summary.shortages.length > 0, JSON.stringify(summary));
    const note = page.locator('[data-part=shortages]');
    await note.getByText(summary.shortages[0].text_ru).waitFor();
    await accessible(page, 'a draft that lacks goods');
    await picture(page, '52-short-of-goods');
    await speak(page, 'en');
    await note.getByText(summary.shortages[0].text).waitFor();
    await speak(page, 'ru');
    await count(page, 500);
    const again = await build(desk.page, date);
    assert.deepEqual(again.summary.shortages, []);
    await note.waitFor({ state: 'detached' });
    assert.deepEqual(desk.faults, []);
  });
});
