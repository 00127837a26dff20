// “Why?” of requests left out and of stops: red and yellow, what would help and at what price, a relief that is made with a
// click, all of it by keyboard and in both languages.
//
// Wants the server that `tests/browser/run` starts: people and hubs are taken from the day before.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { build, dayAfter, goTo, housesOf } from './planning.js';
import { accessible, ask, logIn, openBrowser, openPage, picture, speak, tab } from './stage.js';

/** At once more visits than two people can begin in so few minutes. */
const AT_ONCE = 7;
const PLAN_WAIT_MS = 60_000;

let browser;
let desk;
let date;
let plan;
/** The request that wants what nobody can. */
let skilled;

const why = async (request) => (await ask(desk.page, 'GET', `/v1/plans/${plan.id}/why/${request}`)).body;
const left = async () => (await ask(desk.page, 'GET', `/v1/plans/${plan.id}/unassigned`)).body.items.map(({ request }) => request);
const addressOf = (request) => request.place?.label ?? request.address;
const opener = (address, word = 'Почему') => desk.page.getByRole('button', { name: `${word}: ${address}`, exact: true }).first();
/** What the button of an address opens. */
const told = async (button) => desk.page.locator(`[id="${await button.getAttribute('aria-controls')}"]`);

before(async () => {
  browser = await openBrowser();
  desk = await openPage(browser, { viewport: { width: 1366, height: 900 } });
  const { page } = desk;
  await logIn(page);
  await page.locator('.item').first().waitFor();
  const { today } = (await ask(page, 'GET', '/v1/map')).body;
  date = dayAfter(today, 8);
  const houses = await housesOf(page, today);
  const send = async (address, more) => {
    const sent = { source: 'Проверка', date, address, recipient: 'Получатель 9300', needs: [{ goods: 'food', quantity: 1 }], ...more };
    const { status, body } = await ask(page, 'POST', '/v1/requests', sent);
    assert.equal(status, 201, JSON.stringify(body));
    return body;
  };
  for (const address of houses.slice(0, AT_ONCE)) await send(address, { windows: [{ opens: '10:00', closes: '10:10' }] });
  skilled = await send(houses[AT_ONCE], { skills: ['жонглирование'] });
  const people = (await ask(page, 'GET', `/v1/volunteers?date=${today}`)).body.items.filter(({ shift }) => shift);
  for (const { id } of people.slice(0, 2)) {
    const own = { from: '08:00', to: '13:00', end: 'home', capacity: 20 };
    assert.equal((await ask(page, 'PUT', `/v1/volunteers/${id}/shifts/${date}`, own)).status, 200);
  }
  await goTo(page, date);
  plan = await build(page, date);
});

after(async () => {
  await browser?.close();
});

describe('why', { concurrency: false }, () => {
  it('red: nobody can, the rule is named, and one thing would help; opened and closed by the keyboard', async () => {
    const { page } = desk;
    const answer = await why(skilled.id);
    assert.deepEqual([answer.standing, answer.rules.map(({ code }) => code)], ['impossible', ['skills']]);
    const button = opener(addressOf(skilled));
    await button.focus();
    await page.keyboard.press('Enter');
    assert.equal(await button.getAttribute('aria-expanded'), 'true');
    const part = await told(button);
    await part.getByText('никто не может').waitFor();
    await part.getByText('без навыка «жонглирование»').first().waitFor();
    assert.ok((await part.getAttribute('class')).includes('impossible'));
    await accessible(page, 'why nobody can');
    await part.scrollIntoViewIfNeeded();
    await picture(page, '60-why-red');
    await button.focus();
    await page.keyboard.press('Enter');
    assert.equal(await button.getAttribute('aria-expanded'), 'false');
    assert.ok(await part.isHidden());
  });

  it('yellow: others are served instead, and they are named', async () => {
    const { page } = desk;
    const yellow = (await left()).find(({ id }) => id !== skilled.id);
    assert.ok(yellow, 'somebody gave way');
    const answer = await why(yellow.id);
    assert.equal(answer.standing, 'sacrificed', JSON.stringify(answer));
    const instead = answer.people.find((person) => person.instead.length > 0);
    const button = opener(addressOf(yellow));
    await button.click();
    const part = await told(button);
    await part.getByText('уступила другим').waitFor();
    await part.getByText('Кого проверили').click();
    await part.getByText('едет вместо этого').first().waitFor();
    const other = (await ask(page, 'GET', `/v1/requests/${instead.instead[0]}`)).body;
    assert.ok((await part.innerText()).includes(addressOf(other)));
    const hours = answer.reliefs.find(({ kind }) => kind === 'later_window' || kind === 'earlier_window');
    assert.ok(hours, JSON.stringify(answer.reliefs));
    await part.getByText(hours.text_ru).first().waitFor();
    await accessible(page, 'why it gave way');
    await part.scrollIntoViewIfNeeded();
    await picture(page, '61-why-yellow');
    await button.click();
  });

  it('a relief is made with a click: the request loses the skill, and the next plan has it', async () => {
    const { page } = desk;
    const button = opener(addressOf(skilled));
    await button.click();
    const part = await told(button);
    await part.getByRole('button', { name: /^Изменить и построить заново: без навыка/ }).first().click();
    const until = Date.now() + PLAN_WAIT_MS;
    const plans = async () => (await ask(page, 'GET', `/v1/plans?date=${date}`)).body.items;
    while ((await plans())[0].id === plan.id) {
      assert.ok(Date.now() < until, 'the day was planned again');
      await page.waitForTimeout(300);
    }
    [plan] = await plans();
    assert.deepEqual((await ask(page, 'GET', `/v1/requests/${skilled.id}`)).body.skills, []);
    assert.equal((await why(skilled.id)).standing, 'placed');
    await page.locator('.publish').waitFor();
  });

  it('at a stop: what its place costs and the second best, also in English, the map still drawn', async () => {
    const { page } = desk;
    await page.locator('.routes .head').first().click();
    const open = page.locator('.routes li.open');
    await open.locator('ol').waitFor();
    const button = open.getByRole('button', { name: /^Почему: / }).first();
    await button.click();
    const part = await told(button);
    await part.getByText('мин дороги').first().waitFor();
    await accessible(page, 'why here');
    await speak(page, 'en');
    await part.getByText('of driving').first().waitFor();
    await page.waitForTimeout(2_000);
    await picture(page, '62-why-here-en');
    await speak(page, 'ru');
    assert.deepEqual(desk.faults, []);
  });
});
