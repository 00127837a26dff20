// What kind of day: a policy is chosen before planning and remembered; its price, and the volunteers whom it leaves
// without a route, are read on the draft.
//
// Wants the server that `tests/browser/run` starts: people are taken from its day.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { build, dayAfter, goTo, housesOf } from './planning.js';
import { accessible, ask, logIn, openBrowser, openPage, picture, speak, tab } from './stage.js';

const VISITS = 10;

let browser;
let desk;
let date;

const choose = (name) => desk.page.getByRole('radiogroup', { name: 'Какой день нужен' }).last().getByText(name, { exact: true }).click();

before(async () => {
  browser = await openBrowser();
  desk = await openPage(browser, { viewport: { width: 1366, height: 768 } });
  const { page } = desk;
  await logIn(page);
  await page.locator('.item').first().waitFor();
  const { today } = (await ask(page, 'GET', '/v1/map')).body;
  date = dayAfter(today, 5);
  for (const address of (await housesOf(page, today)).slice(0, VISITS)) {
    const sent = { source: 'Проверка', date, address, recipient: 'Получатель 9200', needs: [{ goods: 'food', quantity: 1 }] };
    assert.equal((await ask(page, 'POST', '/v1/requests', sent)).status, 201);
  }
  const people = (await ask(page, 'GET', `/v1/volunteers?date=${today}`)).body.items.filter(({ shift }) => shift);
  for (const { id } of people.slice(0, 4)) {
    const own = { from: '08:00', to: '20:00', end: 'home', capacity: 20 };
    assert.equal((await ask(page, 'PUT', `/v1/volunteers/${id}/shifts/${date}`, own)).status, 200);
  }
  await goTo(page, date);
  await tab(page, 'plan');
});

after(async () => {
  await browser?.close();
});

describe('what kind of day', { concurrency: false }, () => {
  it('is chosen before planning; fewer cars leave people without a route, and they are named', async () => {
    const { page } = desk;
    await picture(page, '40-policy-choice');
    await accessible(page, 'the choice of a policy');
    await choose('Меньше машин');
    const { summary } = await build(desk.page, date);
    assert.equal(summary.policy, 'fewest');
    assert.ok(summary.idle.length > 0, JSON.stringify(summary));
    const part = page.locator('[data-part=policy]');
    await part.getByText('Меньше машин', { exact: true }).waitFor();
    await part.getByText(`из ${summary.day.routes + summary.idle.length}`).first().waitFor();
    const idle = page.locator('[data-part=idle]');
    await idle.locator('summary').click();
    assert.equal(await idle.locator('li').count(), summary.idle.length);
    await picture(page, '41-policy-fewest');
  });

  it('is remembered for the region, and the price of another is read on its draft', async () => {
    const { page } = desk;
    await page.reload();
    await page.locator('[role=tablist]').waitFor();
    await goTo(page, date);
    await tab(page, 'plan');
    const chosen = page.getByRole('radiogroup', { name: 'Какой день нужен' }).last().locator('input:checked');
    assert.equal(await chosen.inputValue(), 'fewest');
    await choose('Поровну');
    const { summary } = await build(desk.page, date);
    assert.equal(summary.policy, 'even');
    assert.ok(summary.day.routes > summary.shortest.routes, JSON.stringify(summary));
    const price = page.locator('[data-part=price]');
    await price.getByText('По сравнению с планом «Короче»').waitFor();
    const more = summary.day.routes - summary.shortest.routes;
    await price.getByText(new RegExp(`едет на ${more} человек[а]? больше`)).waitFor();
    await accessible(page, 'the price of a policy');
    await picture(page, '42-policy-even');
    await speak(page, 'en');
    await price.getByText('Compared with the “Shorter” plan').waitFor();
    await picture(page, '43-policy-even-en');
    await speak(page, 'ru');
    assert.deepEqual(desk.faults, []);
  });
});
