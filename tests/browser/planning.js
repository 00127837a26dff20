// What the browser tests do with days: `dayAfter`, `goTo` (shows a day), `build` (plans it and waits for the draft) and
// `housesOf` (addresses that the map has).
import assert from 'node:assert/strict';
import { ask, tab } from './stage.js';

const PLAN_WAIT_MS = 120_000;

/** The day so many days after another. */
export const dayAfter = (from, days) => new Date(Date.parse(`${from}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** From one day to the next, until it is shown. */
export async function goTo(page, wanted) {
  const loaded = page.waitForResponse((answer) => answer.url().includes(`/v1/days/${wanted}/events`));
  await page.getByLabel('День', { exact: true }).fill(wanted);
  await loaded;
  await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
}

/** Plans the day that is shown, with what is chosen and the shortest search; the plan. */
export async function build(page, date) {
  const plans = async () => (await ask(page, 'GET', `/v1/plans?date=${date}`)).body.items;
  await tab(page, 'plan');
  const drafted = (await plans()).length;
  await page.locator('.choice').first().click();
  await page.locator('.build').click();
  // The former draft may be on the screen for a moment yet: the list tells when the new one is there.
  const until = Date.now() + PLAN_WAIT_MS;
  let made = await plans();
  while (made.length <= drafted) {
    assert.ok(Date.now() < until, 'no plan was made in time');
    await page.waitForTimeout(200);
    made = await plans();
  }
  await page.locator('.publish').waitFor({ timeout: PLAN_WAIT_MS });
  return made[0];
}

/** Addresses of the demo's day that the map has. */
export async function housesOf(page, today) {
  const { items } = (await ask(page, 'GET', `/v1/requests?date=${today}&limit=200`)).body;
  return [...new Set(items.flatMap(({ place }) => (place?.precision === 'house' ? [place.label] : [])))];
}
