// A way in by a link that `karavan user link` prints beside the running server.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { accessible, BASE, openBrowser, openPage, picture, required, speak } from './stage.js';

const LOGIN = 'анна';
const PASSWORD = 'четыре рыжих лисы';

/** A link for a login that is made with the first one. */
function link(...more) {
  const told = execFileSync(required('KARAVAN_BIN'), ['user', 'link', LOGIN, '--base-url', BASE, ...more], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return told.trim().replace(/^link: /, '');
}

const console_ = (page) => page.locator('[role=tablist]').waitFor();

describe('a new password by a link', { concurrency: false }, () => {
  let browser;
  let first;
  const pages = [];

  async function open(url) {
    const opened = await openPage(browser);
    pages.push(opened);
    await opened.page.goto(url);
    return opened.page;
  }

  before(async () => {
    browser = await openBrowser();
    first = link('--new');
  });

  after(async () => {
    await browser.close();
  });

  it('a short password is refused before it is sent, a long one opens the day', async () => {
    const page = await open(first);
    await page.getByRole('heading', { name: 'Новый пароль' }).waitFor();
    assert.equal(await page.locator('input[name=login]').inputValue(), LOGIN);
    await page.locator('input[name=password]').fill('короткий');
    assert.match(await page.locator('#password-hint').innerText(), /Нужно ещё 7 знаков/);
    assert.ok(await page.locator('form .button.main').isDisabled());
    for (const lang of ['en', 'ru']) {
      await speak(page, lang);
      await accessible(page, lang);
      await picture(page, `new-password-${lang}`);
    }
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.locator('form .button.main').click();
    await console_(page);
    assert.equal(new URL(page.url()).hash, '', 'the link stays neither in the address bar nor in the history');
  });

  it('the link is used up, and says so', async () => {
    const page = await open(first);
    await page.locator('input[name=password]').fill('совсем другие слова');
    await page.locator('form .button.main').click();
    assert.match(await page.locator('[role=alert]').innerText(), /Ссылка не действует/);
    await page.getByRole('button', { name: 'Ко входу' }).click();
    await page.getByRole('heading', { name: 'Вход для координатора' }).waitFor();
  });

  it('the chosen password logs in, until a later link replaces it', async () => {
    const enter = async (password) => {
      const page = await open(`${BASE}/`);
      await page.locator('input[name=login]').fill(LOGIN);
      await page.locator('input[name=password]').fill(password);
      await page.locator('form .button.main').click();
      return page;
    };
    await console_(await enter(PASSWORD));
    const page = await open(link());
    await page.locator('input[name=password]').fill('восемь белых гусей');
    await page.locator('form .button.main').click();
    await console_(page);
    const old = await enter(PASSWORD);
    assert.match(await old.locator('[role=alert]').innerText(), /не подходит/);
  });

  it('no script failed, no policy was broken and nothing was asked of another host', () => {
    assert.deepEqual(pages.flatMap(({ faults }) => faults), []);
  });
});
