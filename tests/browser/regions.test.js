// Two regions of one process in one browser: a region is chosen and remembered, and each of two tabs sees its own day.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { accessible, ask, openBrowser, openPage, picture, required, speak } from './stage.js';

const REGIONS = [
  { name: 'north', title: 'Северный район', recipient: 'Северянин Первый' },
  { name: 'south', title: 'Южный район', recipient: 'Южанин Второй' },
];

/** A server at work: what it said so far, and how to wait for a line. */
function serve(binary, args) {
  const child = spawn(binary, ['serve', '--listen', '127.0.0.1:0', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
  const ended = new Promise((resolve) => child.on('close', resolve));
  return {
    async heard(pattern) {
      for (let tries = 0; tries < 600; tries += 1) {
        const found = pattern.exec(said);
        if (found) return found;
        if (child.exitCode !== null) break;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(`never said ${pattern}: ${said}`);
    },
    async stop() {
      child.kill();
      await ended;
      return said;
    },
  };
}

describe('two regions in one browser', { concurrency: false }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'karavan-regions-'));
  const passwords = {};
  let server;
  let base;
  let browser;
  let opened;
  const tabs = {};

  async function logIn(page, region) {
    await page.locator('input[name=login]').fill('coordinator');
    await page.locator('input[name=password]').fill(passwords[region.name]);
    await page.locator('form .button.main').click();
    await page.locator('[role=tablist]').waitFor();
  }

  before(async () => {
    const binary = required('KARAVAN_BIN');
    const karavan = (...args) => execFileSync(binary, args, { cwd: folder, stdio: 'pipe' });
    const maps = path.join(folder, 'maps');
    const data = path.join(folder, 'data');
    mkdirSync(maps);
    const demo = path.join(required('KARAVAN_DATA_DIR'), 'city.karavan');
    copyFileSync(demo, path.join(maps, 'north.karavan'));
    karavan('city', '--seed', '7', '--people', '1500', '--requests', '30', '--volunteers', '6', '--out', 'south');
    karavan('map', 'build', 'south/city.osm.pbf', '--out', path.join(maps, 'south.karavan'));
    const first = serve(binary, ['--map', demo, '--data-dir', data]);
    await first.heard(/^intake key: /m);
    await first.stop();
    for (const { name, title } of REGIONS) karavan('region', 'add', name, '--title', title, '--data-dir', data);
    server = serve(binary, ['--maps', maps, '--data-dir', data]);
    for (const { name } of REGIONS) {
      passwords[name] = (await server.heard(new RegExp(`^region: ${name}\nlogin: coordinator\npassword: (.+)$`, 'm')))[1];
    }
    base = (await server.heard(/^Karavan listens on (.+)$/m))[1];
    browser = await openBrowser();
    opened = await openPage(browser, {}, base);
  });

  after(async () => {
    await browser?.close();
    const said = (await server?.stop()) ?? '';
    rmSync(folder, { recursive: true, force: true });
    const complaints = said.split('\n').filter((line) => /WARN|ERROR|panicked/.test(line) && !line.includes('region=main'));
    assert.deepEqual(complaints, []);
  });

  it('a region is chosen by its title', async () => {
    const { page } = opened;
    tabs.north = page;
    await page.goto(`${base}/`);
    await page.getByRole('link', { name: 'Северный район' }).waitFor();
    assert.deepEqual(await page.locator('main li').allInnerTexts(), REGIONS.map(({ title }) => title));
    for (const lang of ['en', 'ru']) {
      await speak(page, lang);
      await accessible(page, `choice of a region ${lang}`);
      await picture(page, `regions-${lang}`);
    }
    await page.getByRole('link', { name: 'Северный район' }).click();
    await page.getByText('Северный район').waitFor();
    await page.getByRole('link', { name: 'Другой регион' }).waitFor();
    await accessible(page, 'log-in of a region');
    await picture(page, 'region-login-ru');
    await logIn(page, REGIONS[0]);
  });

  it('the other region is opened beside it, with the same login and a password of its own', async () => {
    const page = await opened.context.newPage();
    tabs.south = page;
    await page.goto(`${base}/#choose`);
    await page.getByRole('link', { name: 'Южный район' }).click();
    await page.locator('input[name=login]').fill('coordinator');
    await page.locator('input[name=password]').fill(passwords.north);
    await page.locator('form .button.main').click();
    await page.getByText('Логин или пароль не подходит.').waitFor();
    await logIn(page, REGIONS[1]);
  });

  it('each tab sees its own day', async () => {
    for (const { name, recipient } of REGIONS) {
      const sent = { source: '112', recipient, address: 'улица Ёлочная, д 5', needs: [{ goods: 'food', quantity: 1 }] };
      const kept = await ask(tabs[name], 'POST', `/regions/${name}/v1/requests`, sent);
      assert.equal(kept.status, 201, JSON.stringify(kept.body));
    }
    for (const { name, title, recipient } of REGIONS) {
      const page = tabs[name];
      await page.reload();
      await page.locator('[role=tablist]').waitFor();
      await page.locator('header .region').filter({ hasText: title }).waitFor();
      await page.getByText(recipient).first().waitFor();
      const other = REGIONS.find((region) => region.name !== name);
      assert.equal(await page.getByText(other.recipient).count(), 0);
      await page.waitForTimeout(1500);
      await accessible(page, `the day of ${name}`);
      await picture(page, `region-${name}-ru`);
    }
    const bounds = await Promise.all(REGIONS.map(({ name }) => ask(tabs[name], 'GET', `/regions/${name}/v1/map`)));
    assert.notDeepEqual(bounds[0].body.bounds, bounds[1].body.bounds);
  });

  it('the region of the last log-in opens by itself, and leaving one leaves the other open', async () => {
    const page = await opened.context.newPage();
    await page.goto(`${base}/`);
    await page.waitForURL(`${base}/regions/south/`);
    await page.locator('[role=tablist]').waitFor();
    await tabs.north.locator('.out').click();
    await tabs.north.locator('input[name=login]').waitFor();
    assert.equal((await ask(tabs.south, 'GET', '/regions/south/v1/session')).status, 200);
    assert.equal((await ask(tabs.south, 'GET', '/regions/north/v1/session')).status, 401);
  });

  it('no page asked another host, broke the content policy or raised an error', () => {
    assert.deepEqual(opened.faults, []);
  });
});
