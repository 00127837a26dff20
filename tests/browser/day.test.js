// A coordinator's day in a real browser against a real server: from the address desk to what comes back from the road.
//
// Wants a day with requests that have a place, volunteers on shift and hubs, as `karavan demo` has.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accessible, BASE, logIn, openBrowser, openPage, PHONE, picture, speak, tab } from './stage.js';

const PLAN_WAIT_MS = 120_000;

let browser;
let desk;
let phone;
let link;

before(async () => {
  browser = await openBrowser();
  desk = await openPage(browser);
});

after(async () => {
  await browser?.close();
});

const attention = () => desk.page.locator('[data-part=attention]');
const counted = async (part) => Number(await desk.page.locator(`strong[data-part=${part}]`).textContent());

/** Waits until a count on the coordinator's screen is what it must be; the page is never reloaded. */
async function counts(part, expected) {
  await desk.page.waitForFunction(
    ([name, wanted]) => Number(document.querySelector(`strong[data-part=${name}]`)?.textContent) === wanted,
    [part, expected],
    { timeout: 15_000 },
  );
}

const GOODS = { food: 'Продукты', medicine: 'Лекарства', essentials: 'Товары первой необходимости', equipment: 'Средства ухода и реабилитации' };
const plain = (text) => text.replace(/\s*×\s*/g, ' × ').replace(/\s+/g, ' ').trim();
const inWords = ({ goods, quantity }) => `${GOODS[goods]} × ${quantity}`;

/** Since when each loading of the phone's route is done, by the server's word. */
const loadedOf = (page) =>
  page.evaluate(async () => {
    const answer = await fetch('/v1/route', { headers: { Authorization: `Bearer ${location.hash.slice(1)}` } });
    return (await answer.json()).stops.filter(({ kind }) => kind === 'load').map(({ loaded_at: at }) => at ?? null);
  });

describe('a coordinator’s day', { concurrency: false }, () => {
  it('a wrong password is refused in words', async () => {
    const { page } = desk;
    await page.goto(`${BASE}/`);
    await accessible(page, 'the login page');
    await picture(page, '01-login');
    await page.locator('input[name=password]').fill('certainly not the password');
    await page.locator('form button').click();
    assert.equal(await page.getByRole('alert').textContent(), 'Логин или пароль не подходит.');
  });

  it('the right one opens the day with its requests on the map', async () => {
    const { page } = desk;
    await logIn(page);
    await page.locator('.item').first().waitFor();
    await page.locator('.maplibregl-canvas').waitFor();
    await page.waitForTimeout(3000);
    await picture(page, '02-requests');
  });

  it('the map is really drawn', async () => {
    const { page } = desk;
    const shot = await page.locator('.maplibregl-map').screenshot();
    // A blank rectangle compresses to almost nothing.
    assert.ok(shot.length > 12_000, `only ${shot.length} bytes of picture`);
  });

  for (const lang of ['ru', 'en']) {
    it(`every part of the day is accessible in ${lang}`, async () => {
      const { page } = desk;
      await speak(page, lang);
      for (const part of ['requests', 'volunteers', 'hubs', 'plan', 'live']) {
        await tab(page, part);
        await accessible(page, `${part} in ${lang}`);
        await picture(page, `03-${part}-${lang}`);
      }
      await tab(page, 'requests');
      await page.locator('.item').first().click();
      await accessible(page, `a request in ${lang}`);
      await page.locator('.panel-bar button').first().click();
      await page.locator('.panel-bar button').nth(0).click();
      await accessible(page, `a new request in ${lang}`);
      await page.locator('.panel-bar button').first().click();
    });
  }

  it('arrow keys move between the parts', async () => {
    const { page } = desk;
    await speak(page, 'ru');
    await tab(page, 'requests');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.locator('[role=tab][aria-selected=true]').getAttribute('id'), 'tab-volunteers');
    await page.keyboard.press('ArrowLeft');
    assert.equal(await page.locator('[role=tab][aria-selected=true]').getAttribute('id'), 'tab-requests');
  });

  it('a request whose address is not on the map comes first and is resolved with a pin', async () => {
    const { page } = desk;
    // A place that is surely on a road: where another request is.
    const point = await page.evaluate(async () => {
      const { today } = await (await fetch('/v1/map')).json();
      const { items } = await (await fetch(`/v1/requests?date=${today}&limit=200`)).json();
      return items.find((request) => request.place).place.point;
    });
    await page.getByRole('button', { name: 'Добавить', exact: true }).click();
    await page.getByLabel('Адрес').fill('переулок Несуществующий, дом 999');
    await page.getByLabel('Кому').fill('Получатель из проверки');
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await page.getByText('Где это?').waitFor();
    await picture(page, '04-address-desk');
    await accessible(page, 'the address desk');
    await page.getByRole('button', { name: 'Поставить точку на карте' }).click();
    const field = page.getByLabel('Координаты (широта, долгота)');
    await field.fill(`${point.lat}, ${point.lon}`);
    await field.press('Tab');
    await page.getByRole('button', { name: 'Сохранить точку' }).click();
    await page.getByText('Место сохранено.').waitFor();
    await page.getByText('Место на карте').waitFor();
    await picture(page, '05-place-saved');
    await page.getByRole('button', { name: 'Назад к списку' }).click();
  });

  it('a table with a bad row tells which and why, and keeps the good one', async () => {
    const { page } = desk;
    const table = [
      'id,source,recipient,phone,address,need,quantity,window_from,window_to,priority,quarantine,comment',
      'BT1,Проверка,Получатель 9001,,переулок Несуществующий 1,food,2,,,normal,no,',
      'BT2,Проверка,Получатель 9002,,переулок Несуществующий 2,food,две,,,normal,no,',
    ].join('\n');
    await page.locator('input[data-table=requests]').setInputFiles({ name: 'заявки.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    assert.ok((await dialog.locator('tbody tr').count()) >= 1);
    await accessible(page, 'the result of a table');
    await picture(page, '06-table');
    await dialog.locator('footer .main').click();
  });

  it('a plan is built with its progress shown, and nothing in it breaks a rule', async () => {
    const { page } = desk;
    await tab(page, 'plan');
    await page.locator('.choice').first().click();
    await page.locator('.build').click();
    await page.getByRole('progressbar').waitFor();
    await page.waitForTimeout(2500);
    await picture(page, '07-building');
    await page.locator('.publish').waitFor({ timeout: PLAN_WAIT_MS });
    await page.waitForTimeout(1500);
    await picture(page, '08-draft');
    await accessible(page, 'the draft');
    assert.ok((await page.locator('.routes .head').count()) > 0);
    await page.getByText('Проверка: нарушений нет').waitFor();
  });

  it('a route opens to its stops', async () => {
    const { page } = desk;
    await page.locator('.routes .head').first().click();
    await page.getByText('Загрузка:').first().waitFor();
    await accessible(page, 'an open route');
    await page.waitForTimeout(1500);
    await picture(page, '09-route');
    await page.locator('.routes .head').first().click();
  });

  it('publishing asks first, then gives the links', async () => {
    const { page } = desk;
    await page.locator('.publish').click();
    await page.getByRole('dialog').getByText('Опубликовать план?').waitFor();
    await accessible(page, 'the question');
    await page.getByRole('button', { name: 'Да, опубликовать' }).click();
    await page.getByRole('heading', { name: 'Ссылки волонтёров' }).waitFor({ timeout: 30_000 });
    await accessible(page, 'the links');
    await picture(page, '10-links');
    link = await page.getByRole('dialog').locator('input').first().inputValue();
    assert.match(link, /\/r#[\w.~-]{20,}$/);
    await page.getByRole('button', { name: 'Готово' }).click();
    await tab(page, 'live');
    await page.locator('strong[data-part=served]').waitFor();
  });

  it('the volunteer opens the link on a phone and accepts, and the coordinator sees it', async () => {
    phone = await openPage(browser, PHONE);
    const { page } = phone;
    // The host in the link is the server's own idea of its address; the test goes where it was told to.
    await page.goto(`${BASE}/r${link.slice(link.indexOf('#'))}`);
    await page.getByRole('button', { name: 'Принимаю маршрут' }).waitFor();
    await accessible(page, 'the route to accept');
    await picture(page, '11-phone-accept');
    const waiting = await counted('published');
    const mine = await page.evaluate(() => Number(document.querySelector('[role=progressbar]').getAttribute('aria-valuemax')));
    await page.getByRole('button', { name: 'Принимаю маршрут' }).click();
    await counts('accepted', mine);
    await counts('published', waiting - mine);
  });

  it('nothing to press on the phone is smaller than 48 pixels', async () => {
    const small = await phone.page.evaluate(() =>
      [...document.querySelectorAll('button, a')]
        .map((element) => ({ text: element.textContent.trim(), box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.height < 48 || box.width < 48))
        .map(({ text, box }) => `${text} ${box.width}×${box.height}`),
    );
    assert.deepEqual(small, []);
  });

  it('the phone is never wider than its screen', async () => {
    assert.equal(await phone.page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
  });

  it('the phone and the paper show the loads that the server says, and nothing else', async () => {
    const { items } = await desk.page.evaluate(async () => {
      const { today } = await (await fetch('/v1/map')).json();
      const { published_plan } = await (await fetch(`/v1/days/${today}`)).json();
      return (await fetch(`/v1/plans/${published_plan}/routes`)).json();
    });
    const loads = (route) => route.stops.filter(({ kind }) => kind === 'load').map((stop) => stop.loads.map(inWords));
    assert.ok(items.every((route) => loads(route).every((said) => said.length > 0)));

    await desk.page.emulateMedia({ media: 'print' });
    const papers = await desk.page.locator('.sheets article').all();
    assert.equal(papers.length, items.length);
    for (const [index, paper] of papers.entries()) {
      const cells = await paper.locator('tr', { hasText: 'Загрузка:' }).locator('td:nth-child(4)').allTextContents();
      assert.deepEqual(cells.map(plain), loads(items[index]).map((said) => said.join(', ')));
    }
    await desk.page.emulateMedia({ media: null });

    const { page } = phone;
    const own = await page.evaluate(async () => {
      const answer = await fetch('/v1/route', { headers: { Authorization: `Bearer ${location.hash.slice(1)}` } });
      return answer.json();
    });
    assert.deepEqual(loads(own), loads(items.find(({ volunteer }) => volunteer === own.volunteer)));
    for (const [index, stop] of own.stops.entries()) {
      if (stop.kind !== 'load') continue;
      const card = page.locator(`[data-stop="${index}"]`);
      if ((await card.locator('.head').getAttribute('aria-expanded')) === 'false') await card.locator('.head').click();
      assert.deepEqual((await card.locator('.goods li').allTextContents()).map(plain), stop.loads.map(inWords));
    }
    await page.reload();
    await page.getByRole('button', { name: 'Загрузка закончена' }).first().waitFor();
  });

  it('loading done and on the way: the coordinator sees who loaded and who drives', async () => {
    const { page } = phone;
    const loading = page.getByRole('button', { name: 'Загрузка закончена' });
    await picture(page, '12-phone-loading');
    const before = await loadedOf(page);
    assert.ok(before.every((at) => at === null));
    // A press taken back is no loading.
    await loading.first().click();
    await page.locator('[data-stop="0"] .head').click();
    await page.getByRole('button', { name: 'Ещё не загрузил(а)' }).click();
    await loading.first().waitFor();
    while (await loading.count()) {
      await loading.first().click();
      await page.waitForTimeout(500);
    }
    const name = await page.locator('header strong').textContent();
    await tab(desk.page, 'plan');
    const route = desk.page.locator('.routes ul > li', { hasText: name });
    await route.locator('.head').click();
    await route.getByText('загружено в').first().waitFor({ timeout: 15_000 });
    await route.locator('.head').click();
    await tab(desk.page, 'live');
    await picture(page, '13-phone-visit');
    await page.getByRole('button', { name: 'Я еду' }).click();
    await desk.page.waitForFunction(() => Number(document.querySelector('strong[data-part=on_way]')?.textContent) > 0, null, { timeout: 15_000 });
  });

  it('a delivery marked on the phone is on the coordinator’s screen without a reload', async () => {
    const served = await counted('served');
    await phone.page.getByRole('button', { name: 'Отдал в руки' }).first().click();
    await counts('served', served + 1);
    await desk.page.locator('[data-part=news]').getByText('Отдано в руки').first().waitFor();
    await picture(phone.page, '14-phone-marked');
  });

  it('the mark is taken back as easily', async () => {
    const served = await counted('served');
    await phone.page.getByRole('button', { name: 'Отменить', exact: true }).click();
    await counts('served', served - 1);
    await desk.page.locator('[data-part=news]').getByText('отметка снята').first().waitFor();
    await picture(desk.page, '15-live');
    // Not before: the offer to take a mark back stays for twelve seconds, and looking at a whole page takes long on a busy machine.
    await accessible(desk.page, 'the day on the road');
  });

  it('without a network the mark waits on the phone, survives a reload of the page, and goes when the network is back', async () => {
    const { page, context } = phone;
    const failed = await attention().locator('.trouble').count();
    // The double-tap guard must be over.
    await page.waitForTimeout(1000);
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Не получилось или частично' }).first().click();
    await picture(page, '16-phone-outcomes');
    await page.getByLabel('Заметка координатору (по желанию)').first().fill('звонил дважды');
    await page.getByRole('button', { name: 'Не открыли' }).first().click();
    await page.getByRole('status').getByText('Не отправлено: 1').waitFor();
    await page.evaluate(() => scrollTo(0, 0));
    await picture(page, '17-phone-offline');
    await accessible(page, 'the phone offline');
    assert.equal(await attention().locator('.trouble').count(), failed);

    // Without a network the page itself comes from the phone, and so does the route.
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.reload();
    await page.getByText('Нет связи: показан сохранённый маршрут.').waitFor();
    await page.getByRole('status').getByText('Не отправлено: 1').waitFor();
    await page.getByText('Не открыли').first().waitFor();
    await picture(page, '17-phone-offline-reloaded');

    // The page is thrown away with the mark unsent; another one is opened on the same phone.
    const url = page.url();
    await page.close();
    await context.setOffline(false);
    const again = await context.newPage();
    await again.goto(url);
    await attention().locator('.trouble').nth(failed).waitFor({ timeout: 15_000 });
    await attention().getByText('звонил дважды').waitFor();
    await again.getByText('Не открыли').first().waitFor();
    phone.page = again;
    await picture(desk.page, '18-live-attention');
  });

  it('the map on the phone is fetched only when it is opened', async () => {
    const { page } = phone;
    const hasMap = () => page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => /maplibre/.test(name)));
    assert.equal(await hasMap(), false);
    await page.getByRole('button', { name: 'Показать карту' }).click();
    await page.locator('.maplibregl-canvas').waitFor();
    await page.waitForTimeout(2500);
    await page.locator('.maplibregl-canvas').scrollIntoViewIfNeeded();
    await picture(page, '19-phone-map');
    assert.equal(await hasMap(), true);
  });

  it('the route is a GPX file too', async () => {
    const { page } = phone;
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Скачать маршрут (GPX)' }).click()]);
    assert.match(download.suggestedFilename(), /\.gpx$/);
  });

  it('the phone’s page is accessible in English too', async () => {
    const { page } = phone;
    await page.getByRole('button', { name: 'Switch to English' }).click();
    await page.getByRole('button', { name: 'Hide the map' }).waitFor();
    await accessible(page, 'the phone in English');
    await picture(page, '20-phone-en');
  });

  it('a link that opens nothing is explained in words', async () => {
    const { page, context } = await openPage(browser, PHONE);
    await page.goto(`${BASE}/r`);
    await page.getByRole('heading', { name: 'Нужна ссылка' }).waitFor();
    await page.goto(`${BASE}/r#${'A'.repeat(43)}`);
    await page.getByRole('heading', { name: 'Ссылка не подходит' }).waitFor();
    await accessible(page, 'a bad link');
    await context.close();
  });

  it('the lists fit a tablet', async () => {
    const { page } = desk;
    await page.setViewportSize({ width: 820, height: 1180 });
    await page.waitForTimeout(800);
    await picture(page, '21-tablet');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('the map is still there at the end of the day', async () => {
    assert.equal(await desk.page.getByText('Карта не открылась').count(), 0);
    assert.ok((await desk.page.locator('.maplibregl-canvas').count()) === 1);
  });

  it('nothing was asked of another host, no policy was broken and no script failed', () => {
    assert.deepEqual([...desk.faults, ...phone.faults], []);
  });
});
