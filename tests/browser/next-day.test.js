// The days after. Tables: refused ones, hundreds of rows that reach another console in few calls, requests found by the
// number of their row. A day that changes under its plan: drafts that say what they do not know, sheets on paper, the day
// on the road, and its news.
//
// Wants the same server as the day before it, which `tests/browser/run` starts: people and hubs are taken from there.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { build, dayAfter, goTo } from './planning.js';
import { accessible, ask, BASE, logIn, openBrowser, openPage, picture, speak, tab, upload } from './stage.js';

const SCREEN = { viewport: { width: 1366, height: 768 } };
/** More than two answers of the server hold. */
const ROWS = 420;

let browser;
let desk;
let date;
let bigDay;
/** Addresses that the map surely has. */
let addresses;

async function submit(address, more = {}) {
  const { status, body } = await ask(desk.page, 'POST', '/v1/requests', { source: 'Проверка', date, address, recipient: 'Получатель 9100', needs: [{ goods: 'food', quantity: 1 }], ...more });
  assert.equal(status, 201, JSON.stringify(body));
  return body;
}

const request = async (id) => (await ask(desk.page, 'GET', `/v1/requests/${id}`)).body;

async function amend(id, change) {
  const { version } = await request(id);
  const { status, body } = await ask(desk.page, 'PATCH', `/v1/requests/${id}`, change, { 'If-Match': `"v${version}"` });
  assert.equal(status, 200, JSON.stringify(body));
}

/** The count of a part of the day becomes what it must be, without a reload. */
async function counts(part, expected) {
  await desk.page.waitForFunction(
    ([name, wanted]) => Number(document.querySelector(`strong[data-part=${name}]`)?.textContent) === wanted,
    [part, expected],
    { timeout: 20_000 },
  );
}

/** What a volunteer's telephone sends. */
async function report(link, id, kind, outcome) {
  const bearer = link.url.slice(link.url.indexOf('#') + 1);
  const event = { id: crypto.randomUUID(), request: id, kind, outcome, occurred_at: new Date().toISOString(), note: '' };
  const { body } = await ask(desk.page, 'POST', '/v1/route/events', { sent_at: new Date().toISOString(), events: [event] }, { Authorization: `Bearer ${bearer}` });
  assert.equal(body.results[0].result, 'applied', JSON.stringify(body));
}

before(async () => {
  browser = await openBrowser();
  desk = await openPage(browser, SCREEN);
  const { page } = desk;
  await logIn(page);
  await page.locator('.item').first().waitFor();
  const { today } = (await ask(page, 'GET', '/v1/map')).body;
  date = dayAfter(today, 1);
  bigDay = dayAfter(today, 2);
  const { items } = (await ask(page, 'GET', `/v1/requests?date=${today}&limit=200`)).body;
  const labels = [...new Set(items.flatMap(({ place }) => (place?.precision === 'house' ? [place.label] : [])))];
  addresses = [];
  for (const label of labels.slice(0, 30)) {
    const { answer } = (await ask(page, 'POST', '/v1/geocode', { address: label })).body;
    if (answer === 'found' && addresses.length < 12) addresses.push(label);
  }
  assert.ok(addresses.length >= 9, `${addresses.length} of ${labels.length} addresses are found again`);
  const people = (await ask(page, 'GET', `/v1/volunteers?date=${today}`)).body.items.filter(({ shift }) => shift);
  for (const { id, shift } of people.slice(0, 3)) {
    const { break: rest, ...hours } = shift;
    const own = Object.fromEntries(Object.entries({ ...hours, from: '00:00', to: '23:59', end: 'anywhere' }).filter(([, value]) => value !== null));
    assert.equal((await ask(page, 'PUT', `/v1/volunteers/${id}/shifts/${date}`, own)).status, 200);
  }
});

after(async () => {
  await browser?.close();
});

describe('tables', { concurrency: false }, () => {
  for (const [name, bytes] of [
    ['заявки.xlsx', 'PK\u0003\u0004\u0000\u0000not a table'],
    ['без-столбцов.csv', 'имя;цвет\nА;синий\n'],
  ]) {
    it(`${name}, refused whole, says every fault and how to mend it, in both languages`, async () => {
      const { page } = desk;
      const told = await page.evaluate(async (text) => {
        const headers = { 'Content-Type': 'text/csv', 'Idempotency-Key': `browser-test-${crypto.randomUUID()}` };
        return (await fetch('/v1/tables/requests', { method: 'POST', headers, body: text })).json();
      }, bytes);
      assert.ok(told.errors.length > 0 && told.errors.every(({ mend, mend_ru: mendRu }) => mend && mendRu), JSON.stringify(told));
      await tab(page, 'requests');
      for (const [lang, message, mend] of [['ru', 'message_ru', 'mend_ru'], ['en', 'message', 'mend']]) {
        await speak(page, lang);
        await upload(page, 'requests', name, bytes);
        const dialog = page.getByRole('dialog');
        await dialog.waitFor();
        for (const fault of told.errors) {
          await dialog.getByText(fault[message]).first().waitFor();
          await dialog.getByText(fault[mend]).first().waitFor();
        }
        await picture(page, `30-refused-${name}-${lang}`);
        await accessible(page, `a refused table in ${lang}`);
        await dialog.locator('footer .main').click();
      }
      await speak(page, 'ru');
    });
  }

  it('hundreds of rows reach another console in a few calls, none of which fails', async () => {
    const other = await openPage(browser, SCREEN);
    await logIn(other.page);
    await goTo(other.page, bigDay);
    await goTo(desk.page, bigDay);
    const called = new Map([desk, other].map(({ page }) => [page, []]));
    for (const [page, all] of called) {
      page.on('response', (answer) => {
        const path = answer.url().slice(BASE.length);
        if (path.startsWith('/v1/') && !path.startsWith('/v1/tiles')) all.push(`${answer.status()} ${path.slice(0, 60)}`);
      });
    }
    const head = 'id,source,recipient,phone,address,need,quantity';
    const row = (_, n) => `R${String(n + 1).padStart(4, '0')},Проверка,Получатель ${n},+7 900 000 ${String(n).padStart(4, '0')},${n % 10 === 0 ? `переулок Несуществующий ${n}` : `"${addresses[n % addresses.length]}, кв ${n}"`},food,1`;
    await upload(desk.page, 'requests', 'много.csv', [head, ...Array.from({ length: ROWS }, row)].join('\n'));
    const dialog = desk.page.getByRole('dialog');
    await dialog.waitFor({ timeout: 60_000 });
    // What the table says and what the list says is of one moment.
    const lost = Number(await dialog.locator('.tiles .warn dd').textContent());
    assert.ok(lost >= ROWS / 10);
    assert.equal(await desk.page.getByText('Читаем таблицу…').count(), 0);
    await picture(desk.page, '31-many-rows');
    await dialog.getByRole('button', { name: 'Разобрать адреса' }).click();
    await desk.page.getByText('Где это?').waitFor();
    await desk.page.getByRole('button', { name: 'Назад к списку' }).click();
    const chip = (page) => page.getByRole('button', { name: `Все ${ROWS}` });
    await chip(other.page).waitFor({ timeout: 30_000 });
    await chip(desk.page).waitFor();
    await desk.page.getByRole('button', { name: `Нужен адрес ${lost}` }).waitFor();
    // Long enough for whatever would still be asked for.
    await other.page.waitForTimeout(2500);
    for (const [page, all] of called) {
      assert.deepEqual(all.filter((one) => !one.startsWith('200 ')), [], 'nothing failed');
      const requests = all.filter((one) => one.includes('/v1/requests'));
      assert.ok(requests.length <= 6, `${requests.length} calls: ${requests.join('\n')}`);
      assert.ok(all.length <= 12, `${all.length} calls: ${all.join('\n')}`);
      assert.ok(page === other.page || all.length > 0);
    }
    await other.context.close();
  });

  it('the number of its row is shown beside ours, and found', async () => {
    const { page } = desk;
    await page.locator('input[type=search]').fill('r0061');
    await page.locator('.item').nth(1).waitFor({ state: 'detached' });
    const item = page.locator('.item').first();
    assert.match(await item.textContent(), /\d+-\d · R0061/);
    // A row whose address is in question says whom to call.
    assert.match(await item.textContent(), /Получатель 60/);
    assert.match(await item.textContent(), /\+7 900 000 0060/);
    await picture(page, '32-own-number');
    await item.click();
    await page.getByRole('heading', { name: /\d+-\d · R0061/ }).waitFor();
    assert.equal(await page.locator('.ask a').getAttribute('href'), 'tel:+79000000060');
    await picture(page, '33-question-with-telephone');
    await accessible(page, 'a question of address');
    await speak(page, 'en');
    await picture(page, '33-question-with-telephone-en');
    await speak(page, 'ru');
    await page.getByRole('button', { name: 'Назад к списку' }).click();
    await page.locator('input[type=search]').fill('');
  });
});

describe('a day that changes under its plan', { concurrency: false }, () => {
  let ids;
  let links;

  it('a chosen candidate keeps its own label and stays as exact as it is', async () => {
    const { page } = desk;
    await goTo(page, date);
    await tab(page, 'requests');
    const street = addresses[0].replace(/,[^,]*$/, '');
    const { id } = await submit(`${street}, 9999`, { recipient: 'Получатель 9101', phone: '+7 900 000-91-01' });
    await page.locator('.item').first().click();
    await page.getByText('Где это?').waitFor();
    const { candidates } = await request(id);
    assert.ok(candidates.length > 0);
    await page.getByRole('button', { name: 'Это здесь' }).first().click();
    await page.getByText('Место сохранено.').waitFor();
    await page.getByText('указал координатор').waitFor();
    await picture(page, '34-chosen');
    const { place } = await request(id);
    const { label, precision, confidence } = candidates[0];
    assert.deepEqual(place, { point: candidates[0].point, label, precision, confidence, by_hand: true });
    const told = await ask(page, 'POST', `/v1/requests/${id}/cancel`, {});
    assert.equal(told.status, 200);
    await page.getByRole('button', { name: 'Назад к списку' }).click();
  });

  it('a draft says what it does not know, before it is published', async () => {
    const { page } = desk;
    ids = [];
    for (const [at, address] of addresses.slice(0, 6).entries()) ids.push((await submit(`${address}, кв ${at}`, { source_ref: `N-${at}` })).id);
    await build(desk.page, date);
    assert.equal(await page.locator('[data-part=since]').count(), 0);
    for (const address of addresses.slice(6, 9)) await submit(address);
    assert.equal((await ask(page, 'POST', `/v1/requests/${ids[5]}/cancel`, {})).status, 200);
    const since = page.locator('[data-part=since]').first();
    await since.getByText('добавлены 3 заявки').waitFor({ timeout: 20_000 });
    await since.getByText('отменена 1 заявка').waitFor();
    await picture(page, '35-stale-draft');
    await accessible(page, 'a stale draft');
    await page.locator('.publish').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('добавлены 3 заявки').waitFor();
    const { unassigned } = (await ask(page, 'GET', `/v1/plans?date=${date}`)).body.items[0].summary;
    await dialog.getByText(new RegExp(`^${unassigned + 3} заяв.* без волонтёра`)).waitFor();
    await picture(page, '36-publish-stale');
    await accessible(page, 'publishing a stale draft');
    const answer = page.waitForResponse((one) => one.url().endsWith('/publish'));
    await dialog.locator('footer .main').click();
    links = (await (await answer).json()).links;
    await page.getByRole('heading', { name: 'Ссылки волонтёров' }).waitFor();
    await page.getByRole('heading', { name: 'Опубликовать план?' }).waitFor({ state: 'detached' });
  });

  it('an open dialog is not printed over the sheets, which name every request by both its numbers', async () => {
    const { page } = desk;
    await page.emulateMedia({ media: 'print' });
    try {
      assert.equal(await page.locator('dialog').count(), 1);
      assert.equal(await page.locator('dialog').isVisible(), false);
      assert.equal(await page.locator('.notices').isVisible(), false);
      assert.ok(await page.locator('.sheets article').first().isVisible());
      const paper = await page.locator('.sheets').textContent();
      for (const at of [0, 1, 2]) assert.ok(paper.includes(`${ids[at]} · N-${at}`), paper);
      await picture(page, '37-paper');
    } finally {
      await page.emulateMedia({ media: null });
    }
    await page.getByRole('button', { name: 'Готово' }).click();
    await page.locator('.routes .head').first().click();
    await page.locator('.routes').getByText(/ · N-\d/).first().waitFor();
  });

  it('published is when volunteers got it, not when it was made', async () => {
    const { page } = desk;
    await build(desk.page, date);
    const published = (await ask(page, 'GET', `/v1/plans?date=${date}`)).body.items.find(({ state }) => state === 'published');
    assert.notEqual(published.published_at, published.created_at);
    const { timezone } = (await ask(page, 'GET', '/v1/map')).body;
    const clock = new Intl.DateTimeFormat('ru-RU', { hour: '2-digit', minute: '2-digit', timeZone: timezone }).format(Date.parse(published.published_at));
    await page.getByText(`опубликованному в ${clock}`).waitFor();
    await page.locator('select option', { hasText: `Опубликован, ${clock}` }).first().waitFor({ state: 'attached' });
  });

  it('what failed and what was called off are not done, and what was done stays done under the next plan', async () => {
    const { page } = desk;
    await tab(page, 'live');
    const published = (await ask(page, 'GET', `/v1/plans?date=${date}`)).body.items.find(({ state }) => state === 'published');
    const routes = (await ask(page, 'GET', `/v1/plans/${published.id}/routes`)).body.items;
    const held = new Map(routes.flatMap(({ volunteer, stops }) => stops.flatMap(({ requests }) => requests.map((id) => [id, links.find((link) => link.volunteer === volunteer)]))));
    await report(held.get(ids[0]), ids[0], 'closed', 'in_hand');
    await report(held.get(ids[1]), ids[1], 'closed', 'refused');
    await report(held.get(ids[2]), ids[2], 'accepted');
    assert.equal((await ask(page, 'POST', `/v1/requests/${ids[3]}/cancel`, {})).status, 200);
    for (const [part, n] of [['served', 1], ['failed', 1], ['cancelled', 3], ['accepted', 1]]) await counts(part, n);
    assert.match(await page.locator('.donut .big').textContent(), /^1\//);
    await picture(page, '38-live');
    await build(desk.page, date);
    await page.locator('.publish').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Да, опубликовать' }).click();
    await page.getByRole('button', { name: 'Готово' }).click();
    await tab(page, 'live');
    for (const [part, n] of [['served', 1], ['failed', 1], ['cancelled', 3]]) await counts(part, n);
    const done = await page.locator('.route .n').allTextContents();
    assert.equal(done.reduce((sum, one) => sum + Number(one.split('/')[0]), 0), 1, done.join());
  });

  it('an edited comment is told as a change, and the feed is there after a reload', async () => {
    const { page } = desk;
    const news = page.locator('[data-part=news]');
    const accepted = await news.getByText('принял(а) маршрут').count();
    await amend(ids[2], { comment: 'домофон не работает' });
    await news.getByText('заявка изменена').waitFor();
    assert.equal(await news.getByText('принял(а) маршрут').count(), accepted);
    await picture(page, '39-news');
    await accessible(page, 'the news of the day');
    await page.reload();
    await page.locator('[role=tablist]').waitFor();
    await goTo(page, date);
    await tab(page, 'live');
    await news.getByText('Отказ').waitFor();
    await news.getByText('Отдано в руки').waitFor();
    await news.getByText('принял(а) маршрут').waitFor();
    await speak(page, 'en');
    await picture(page, '40-live-en');
    await accessible(page, 'the day on the road in English');
    await speak(page, 'ru');
  });

  it('no script failed, no policy was broken and nothing was asked of another host', () => {
    assert.deepEqual(desk.faults, []);
  });
});
