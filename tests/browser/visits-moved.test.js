// A draft changed by hand: a request given to another volunteer at a price, put earlier, pinned, undone; a broken rule told;
// the next search keeps the pin, and the volunteer's link shows the moved visit at the promised time.
//
// Wants the server that `tests/browser/run` starts, and plans its day anew: it comes after the other tests of that day.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { build } from './planning.js';
import { accessible, ask, BASE, logIn, openBrowser, openPage, PHONE, picture, speak, tab } from './stage.js';

let browser;
let desk;
let today;
let plan;
/** The visit that goes to another volunteer. */
let moved;

const routes = async (id) => (await ask(desk.page, 'GET', `/v1/plans/${id}/routes`)).body.items;
const visits = (route) => route.stops.flatMap((stop) => stop.visits);
const holder = async (request) => (await routes(plan.id)).find((route) => visits(route).some((visit) => visit.request === request));
const work = async () => (await ask(desk.page, 'GET', `/v1/plans/${plan.id}/moves`)).body;
const addressOf = (visit) => visit.label || visit.address;
const offersOf = async (request) => (await ask(desk.page, 'POST', `/v1/plans/${plan.id}/offers`, { request })).body.items;

/** Opens a route of the draft, and closes whichever was open. */
async function open(volunteer) {
  const { page } = desk;
  const all = page.getByRole('button', { name: 'Показать все на карте' });
  if (await all.isVisible()) await all.click();
  const at = (await routes(plan.id)).findIndex((route) => route.volunteer === volunteer);
  await page.locator('.routes .head').nth(at).click();
  await page.locator('.routes li.open ol').waitFor();
}

const toolOf = (kind, visit) => desk.page.locator('.routes li.open').getByRole('button', { name: `${kind}: ${addressOf(visit)}`, exact: true }).first();

/** Presses something that makes a new version of the draft, and waits until the screen has it. */
async function press(button) {
  const before = (await work()).undo;
  const shown = desk.page.waitForResponse((answer) => answer.url().endsWith(`/v1/plans/${plan.id}/moves`) && answer.request().method() === 'GET');
  await button.click();
  await shown;
  await desk.page.waitForTimeout(300);
  return (await work()).undo - before;
}

before(async () => {
  browser = await openBrowser();
  desk = await openPage(browser, { viewport: { width: 1366, height: 900 } });
  const { page } = desk;
  await logIn(page);
  await page.locator('.item').first().waitFor();
  ({ today } = (await ask(page, 'GET', '/v1/map')).body);
  plan = await build(page, today);
});

after(async () => {
  await browser?.close();
});

describe('a draft changed by hand', { concurrency: false }, () => {
  it('a request is given to another volunteer: everybody has a price, the least driving first', async () => {
    const { page } = desk;
    const [from] = (await routes(plan.id)).toSorted((one, other) => visits(other).length - visits(one).length);
    moved = visits(from).find((visit) => !visit.with && !visit.quarantine);
    const offers = await offersOf(moved.request);
    const [best] = offers;
    assert.ok(best.allowed, JSON.stringify(best));
    const driven = offers.filter(({ allowed }) => allowed).map(({ best: { travel_seconds: seconds } }) => seconds);
    assert.deepEqual(driven, driven.toSorted((one, other) => one - other));
    await open(from.volunteer);
    await page.waitForTimeout(500);
    await picture(page, '50-hand-route');
    await accessible(page, 'a route of a draft');
    await toolOf('Передать', moved).click();
    const list = page.locator('[data-part=offers]');
    await list.waitFor();
    assert.equal(await list.locator('li').count(), offers.length);
    assert.match(await list.locator('li').first().innerText(), /мин в пути/);
    await accessible(page, 'whom to give it to');
    await picture(page, '51-hand-offers');
    const was = (await ask(page, 'GET', `/v1/plans/${plan.id}`)).body.summary.travel_seconds;
    assert.equal(await press(list.locator('.offer').first()), 1);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal((await holder(moved.request)).volunteer, best.volunteer);
    const now = (await ask(page, 'GET', `/v1/plans/${plan.id}`)).body.summary.travel_seconds;
    assert.equal(now - was, best.best.travel_seconds, 'the price that was told is the one that is paid');
  });

  it('a visit goes earlier in its route; what is done is undone and done again', async () => {
    const { page } = desk;
    const own = await holder(moved.request);
    await open(own.volunteer);
    const order = async () => visits(await holder(moved.request)).map(({ request }) => request);
    const before = await order();
    const second = visits(own).find(({ request }) => request === before[1]);
    assert.equal(await press(toolOf('Выше', second)), 1);
    assert.deepEqual((await order()).slice(0, 2), [before[1], before[0]]);
    const bar = page.locator('[data-part=hand]');
    assert.equal(await press(bar.getByRole('button', { name: 'Отменить' })), -1);
    assert.deepEqual(await order(), before);
    assert.equal(await press(bar.getByRole('button', { name: 'Повторить' })), 1);
    assert.deepEqual((await order()).slice(0, 2), [before[1], before[0]]);
    assert.equal(await press(bar.getByRole('button', { name: 'Отменить' })), -1);
  });

  it('a request is pinned by the keyboard, a route is locked', async () => {
    const { page } = desk;
    await open((await holder(moved.request)).volunteer);
    await toolOf('Закрепить за волонтёром', moved).focus();
    await page.keyboard.press('Enter');
    await toolOf('Открепить', moved).waitFor();
    await page.locator('.routes li.open').getByText('закреплено', { exact: true }).first().waitFor();
    const other = (await routes(plan.id)).find((route) => !visits(route).some(({ request, with: both }) => request === moved.request || both));
    await open(other.volunteer);
    await page.getByRole('button', { name: 'Зафиксировать маршрут' }).click();
    await page.getByRole('button', { name: 'Освободить маршрут' }).waitFor();
    const { pins, locked } = await work();
    assert.deepEqual([pins.map(({ request }) => request), locked], [[moved.request], [other.volunteer]]);
    await accessible(page, 'a locked route');
    await picture(page, '52-hand-locked');
  });

  it('a rule that is broken is told on the route and above, such a draft is not published, and undoing mends it', async () => {
    const { page } = desk;
    const { locked } = await work();
    let wrong;
    for (const route of await routes(plan.id)) {
      for (const visit of locked.includes(route.volunteer) ? [] : visits(route)) {
        const offer = visit.request === moved.request || visit.with ? null : (await offersOf(visit.request)).find((one) => !one.locked && (one.reason || !one.allowed));
        if (offer && !wrong) wrong = { route, visit, offer };
      }
      if (wrong) break;
    }
    assert.ok(wrong, 'somebody could not do something');
    await open(wrong.route.volunteer);
    await toolOf('Передать', wrong.visit).click();
    await press(page.locator('[data-part=offers] .offer').filter({ hasText: wrong.offer.name }).first());
    const broken = page.locator('[data-part=broken]');
    await broken.waitFor();
    assert.ok((await work()).violations.length > 0);
    await open(wrong.offer.volunteer);
    await page.locator('[data-part=broken-route]').waitFor();
    await accessible(page, 'a draft that breaks a rule');
    await picture(page, '53-hand-broken');
    assert.ok(await page.locator('.publish').isDisabled());
    const [first] = (await work()).violations;
    const because = page.locator('#publish-broken');
    assert.ok((await because.innerText()).includes(first.text_ru), await because.innerText());
    await speak(page, 'en');
    await broken.getByText('What is wrong with the plan').waitFor();
    // The map is made anew with the words of its buttons; it is drawn where it was.
    await page.waitForTimeout(2_000);
    await picture(page, '54-hand-broken-en');
    await press(page.locator('[data-part=hand]').getByRole('button', { name: 'Undo' }));
    await broken.waitFor({ state: 'detached' });
    await speak(page, 'ru');
    assert.deepEqual((await work()).violations, []);
  });

  it('somebody else’s change is shown instead of being overwritten', async () => {
    const { page } = desk;
    const own = await holder(moved.request);
    await open(own.volunteer);
    const { version } = (await ask(page, 'GET', `/v1/plans/${plan.id}`)).body;
    const move = { moves: [{ act: 'unpin', request: moved.request }] };
    assert.equal((await ask(page, 'POST', `/v1/plans/${plan.id}/moves`, move, { 'If-Match': `"v${version}"` })).status, 200);
    const late = await ask(page, 'POST', `/v1/plans/${plan.id}/moves`, move, { 'If-Match': `"v${version}"` });
    assert.equal(late.status, 412);
    await toolOf('Закрепить за волонтёром', moved).waitFor();
    await press(page.locator('[data-part=hand]').getByRole('button', { name: 'Отменить' }));
    await toolOf('Открепить', moved).waitFor();
  });

  it('the next search keeps the pin and the locked route', async () => {
    const { page } = desk;
    const before = { holder: (await holder(moved.request)).volunteer, locked: (await work()).locked[0] };
    const order = (all) => visits(all.find((route) => route.volunteer === before.locked)).map(({ request }) => request);
    const kept = order(await routes(plan.id));
    await page.getByText('останутся как есть').or(page.getByText('останется как есть')).first().waitFor();
    plan = await build(page, today);
    assert.equal((await holder(moved.request)).volunteer, before.holder);
    assert.deepEqual(order(await routes(plan.id)), kept);
    assert.equal((await work()).pins.length, 1);
    await picture(page, '55-hand-again');
  });

  it('published, the volunteer’s link shows the moved visit at the promised time', async () => {
    const { page } = desk;
    await page.locator('.publish').click();
    await page.getByRole('button', { name: 'Да, опубликовать' }).click();
    await page.getByRole('heading', { name: 'Ссылки волонтёров' }).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Готово' }).click();
    const own = await holder(moved.request);
    const { status, body } = await ask(page, 'POST', `/v1/plans/${plan.id}/links/${own.volunteer}`);
    assert.equal(status, 200, JSON.stringify(body));
    const phone = await openPage(browser, PHONE);
    await phone.page.goto(`${BASE}/r${body.url.slice(body.url.indexOf('#'))}`);
    await phone.page.getByRole('button', { name: 'Принимаю маршрут' }).waitFor();
    const stop = own.stops.find((one) => one.requests.includes(moved.request));
    const card = phone.page.locator('li, article, section').filter({ hasText: addressOf(moved) }).last();
    await card.waitFor();
    assert.ok((await phone.page.locator('body').innerText()).includes(stop.arrives_at), `${stop.arrives_at} is told`);
    await picture(phone.page, '56-hand-phone');
    assert.deepEqual([...desk.faults, ...phone.faults], []);
    await tab(page, 'plan');
    assert.equal(await page.locator('[data-part=hand]').count(), 0, 'a published plan is not changed by hand');
  });
});
