import type { Browser, Page } from 'playwright-core';
import { ServerProcess } from '../../../process.ts';
import { emptyFolder, type EmptyDatabase } from '../../../services/databases.ts';
import { until } from '../../../until.ts';
import { openBrowser } from '../../browser.ts';
import { findFaults } from '../../embed/find-faults.ts';
import { signOut } from './sign-out.ts';

const password = 'nine grey herons at the pier';

describe('the link that the first start prints', () => {
  let browser: Browser;
  let place: EmptyDatabase;
  let server: ServerProcess;
  let link: string;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    place = emptyFolder();
    let url: string;
    ({ server, url } = await ServerProcess.serving({ DATA_DIR: place.where.dataDir }));
    await until(() => /signin=[\w-]{43}/.test(server.output), 'the link');
    link = `${url}/newsroom#${/signin=[\w-]{43}/.exec(server.output)?.[0]}`;
  });
  afterEach(async () => {
    await server.kill();
    await place.drop();
  });

  const open = async (): Promise<Page> => {
    const page = await (await browser.newContext({ bypassCSP: true })).newPage();
    await page.goto(link);
    return page;
  };

  test('makes the first admin by keyboard, who starts a feed, is among the people, and comes back by the password', async () => {
    const page = await open();
    await page.getByText('This link makes an admin').waitFor();
    expect(page.url()).not.toContain('signin');
    expect(await findFaults(page)).toEqual([]);
    await page.keyboard.type('Iris');
    await page.keyboard.press('Tab');
    await page.keyboard.type('short');
    await page.keyboard.press('Enter');
    await page.locator('.nr-fault').first().waitFor();
    await page.getByLabel('Password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Start your first feed' }).waitFor();
    await page.getByRole('link', { name: 'People' }).click();
    await page.locator('.nr-table > li', { hasText: 'Iris' }).getByText('you').waitFor();
    await signOut(page);
    await page.getByLabel('Name').fill('Iris');
    await page.getByLabel('Password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'People', level: 2 }).waitFor();

    const second = await open();
    await second.getByLabel('Name').fill('Another');
    await second.getByLabel('Password').fill(password);
    await second.keyboard.press('Enter');
    await second.getByText('This link is over').waitFor();
  });

  test('or opens the newsroom without an account, once, and says what that means', async () => {
    const page = await open();
    await page.getByText('Colleagues and the audit do not see that it is you').waitFor();
    await page.getByRole('button', { name: 'Go on as “admin”' }).click();
    await page.getByRole('heading', { name: 'Start your first feed' }).waitFor();
    await page.getByText('admin', { exact: true }).waitFor();
    const second = await open();
    await second.getByRole('button', { name: 'Go on as “admin”' }).click();
    await second.getByText('This link is over').waitFor();
  });
});
