import { until } from '../../until.ts';
import { openEditorsRoom } from './editors-room.ts';
import { written } from './writing/written.ts';

describe('a text that is not sent', () => {
  const room = openEditorsRoom({ shared: true });

  test('in two tabs is two texts: of a closed tab it is listed, and taken up or discarded (E3)', async () => {
    const first = await room.editor(await room.feed());
    await first.body.fill('Text of the first tab');
    await first.keeps('Text of the first tab');
    const second = await first.another();
    expect(await written(second.body)).toBe('');
    await second.body.fill('Text of the second tab');
    await second.keeps('Text of the second tab');
    await second.page.close();
    await first.page.reload();
    expect(await written(first.body)).toBe('Text of the first tab');

    const unsent = first.page.getByRole('region', { name: 'Unsent, on this device' });
    await unsent.getByText('Text of the second tab').waitFor();
    await unsent.getByRole('button', { name: 'Go on writing' }).click();
    expect(await written(first.body)).toBe('Text of the second tab');
    // The text that was in the composer is laid aside in turn.
    await unsent.getByText('Text of the first tab').waitFor();
    await unsent.getByRole('button', { name: 'Discard' }).click();
    await first.dialog('Discard this text?').getByRole('button', { name: 'Discard' }).click();
    await unsent.waitFor({ state: 'detached' });
    expect(await first.hasKept('Text of the first tab')).toBe(false);
    expect(await first.hasKept('Text of the second tab')).toBe(true);
  });

  test('of an open tab is not taken from it, and the two are published as two (E3)', async () => {
    const first = await room.editor(await room.feed());
    await first.body.fill('One');
    await first.keeps('One');
    const second = await first.another();
    await second.body.fill('Two');
    await second.keeps('Two');
    expect(await second.page.getByText('Unsent, on this device').count()).toBe(0);
    for (const desk of [first, second]) {
      await desk.body.press('Control+Enter');
      await desk.says('Published');
    }
    expect(await first.items()).toHaveLength(2);
  });

  test('is in the composer again after the only tab was closed (E3)', async () => {
    const first = await room.editor(await room.feed());
    await first.body.fill('Half a sentence');
    await first.keeps('Half a sentence');
    await first.page.close();
    const next = await first.another();
    await until(async () => (await written(next.body)) === 'Half a sentence', 'the text');
  });

  test.each(['in the composer', 'Edit', 'Withdraw', 'Remove', 'of a draft'])(
    'is on the device before it is sent, also what was typed a moment ago: %s (24)',
    async (where) => {
      const desk = await room.editor(await room.feed());
      await desk.publish('An item');
      await desk.draft('A draft');
      // The moment after which typed text is kept never comes.
      await desk.page.addInitScript(() => {
        const later = window.setTimeout;
        const never400 = (work: () => void, ms?: number) => (ms === 400 ? 1 : later(work, ms));
        Object.assign(window, { setTimeout: never400 });
      });
      await desk.page.reload();
      await desk.row('A draft').waitFor();
      let form = desk.page.locator('#composer');
      if (where !== 'in the composer') {
        const row = desk.row(where === 'of a draft' ? 'A draft' : 'An item');
        const opens = where === 'of a draft' ? /^Edit, / : new RegExp(`^${where}$`);
        await row.getByRole('button', { name: opens }).click();
        form = row.getByRole('form');
      }
      let words = '';
      const typed = async () => {
        words = `Sent at once ${words.length}`;
        await form.getByRole('textbox').first().fill(words);
        // A look at the unsent texts, as after loading, keeps what is typed.
        return !(await desk.hasKept(words));
      };
      await until(typed, 'words that are not kept yet');
      let isAsked = false;
      await desk.page.route('**/api/v1/feeds/**', (route) => {
        if (route.request().method() === 'GET') return route.continue();
        isAsked = true;
        return undefined;
      });
      await desk.page.keyboard.press('Control+Enter');
      let shown = '';
      const look = async () => {
        shown = await desk.page.evaluate(
          () => `${document.activeElement?.outerHTML}; ${document.body.innerText}`,
        );
        return isAsked;
      };
      await until(look, () => `the call; the focus is in ${shown}`);
      expect(await desk.hasKept(words)).toBe(true);
    },
  );

  test('is listed where the browser does not tell which tabs are open (E3)', async () => {
    const first = await room.editor(await room.feed());
    // As on a page without TLS.
    await first.page.context().addInitScript('delete Navigator.prototype.locks');
    await first.page.reload();
    await first.body.fill('Of a tab that was closed');
    await first.keeps('Of a tab that was closed');
    await first.page.close();
    const next = await first.another();
    await next.button('Go on writing').click();
    expect(await written(next.body)).toBe('Of a tab that was closed');
  });

  test('that was kept before tabs and accounts had names is found again (E3)', async () => {
    const desk = await room.editor(await room.feed());
    await desk.page.evaluate((feed) => {
      const text = { fields: { body: 'Of an earlier release' }, key: 'k' };
      localStorage.setItem(`dateline:composer:${feed}`, JSON.stringify(text));
    }, desk.feed);
    await desk.page.reload();
    await until(async () => (await written(desk.body)) === 'Of an earlier release', 'the text');
  });

  test('is asked about at sign-out: kept, the same account finds it again (S8)', async () => {
    const desk = await room.editor(await room.feed());
    await desk.body.fill('Not for the next person');
    await desk.button('Sign out').click();
    const question = desk.dialog('Sign out, and the unsent text?');
    await question.getByText('Not for the next person').waitFor();
    await question.getByRole('button', { name: 'Keep and sign out' }).click();
    await desk.page.getByLabel('Token').waitFor();
    expect(await desk.page.content()).not.toContain('Not for the next person');
    await desk.signIn();
    await until(async () => (await written(desk.body)) === 'Not for the next person', 'the text');
  });

  test('is not shown to another account at the same device (S8)', async () => {
    const desk = await room.editor(await room.feed());
    await desk.body.fill('Not for the next person');
    await desk.keeps('Not for the next person');
    await desk.page.route('**/api/v1/session', async (route) => {
      if (route.request().method() !== 'GET') return route.continue();
      return route.fulfill({ json: { name: 'somebody else', role: 'admin' } });
    });
    await desk.page.reload();
    await desk.body.waitFor();
    expect(await written(desk.body)).toBe('');
    expect(await desk.page.getByText('Not for the next person').count()).toBe(0);
  });

  test('that is deleted at sign-out is nowhere on the device, in no other tab either (S8)', async () => {
    const desk = await room.editor(await room.feed());
    const other = await desk.another();
    await other.body.fill('Words of the other tab');
    await other.keeps('Words of the other tab');
    await desk.body.fill('Words to be deleted');
    await desk.button('Sign out').click();
    await desk.button('Delete and sign out').click();
    for (const { page } of [desk, other]) {
      await page.getByLabel('Token').waitFor();
      expect(await page.content()).not.toContain('Words');
    }
    await desk.page.reload();
    expect(await desk.hasKept('Words')).toBe(false);
  });

  test('is not asked about when there is none (S8)', async () => {
    const desk = await room.editor(await room.feed());
    await desk.button('Sign out').click();
    await desk.page.getByLabel('Token').waitFor();
  });

  test.each(['Withdraw', 'Remove'])(
    'of the reason in %s is there again after Esc (E8)',
    async (action) => {
      const desk = await room.editor(await room.feed());
      await desk.publish('To be changed');
      const row = desk.row('To be changed');
      await row.getByRole('button', { name: action, exact: true }).click();
      await desk.page.keyboard.type('A reason with care.');
      await desk.page.keyboard.press('Escape');
      await row.getByRole('form').waitFor({ state: 'detached' });
      await row.getByRole('button', { name: action, exact: true }).click();
      const field = row.getByRole('form').getByRole('textbox');
      await until(async () => (await field.inputValue()) === 'A reason with care.', 'the reason');
    },
  );

  test('of an edit goes on as a correction when it turns out to need a note (E8)', async () => {
    const desk = await room.editor(await room.feed());
    const id = await desk.publish('Four gates');
    const row = desk.row('Four gates');
    await row.getByRole('button', { name: 'Edit' }).click();
    await row.getByLabel('Headline').fill('Three gates');
    await row.getByRole('button', { name: 'Correct' }).click();
    await row.getByLabel('Note to readers').fill('Three, not four.');
    expect(await row.getByLabel('Headline').inputValue()).toBe('Three gates');
    await row.getByLabel('Headline').press('Control+Enter');
    await desk.says('Correction published');
    expect((await desk.call('GET', `/items/${id}`)).json).toMatchObject({
      headline: 'Three gates',
      corrected: { note: 'Three, not four.' },
    });
  });

  test('what another app shares opens in the composer, over nothing that is written; the newsroom can be installed', async () => {
    const feed = await room.feed();
    const desk = await room.editor(feed);
    const { page } = desk;
    const devtools = await page.context().newCDPSession(page);
    const { errors } = await devtools.send('Page.getAppManifest');
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    // A context of a test is a private window, in which nothing is installed.
    const others = installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito');
    expect([errors, others]).toEqual([[], []]);

    const link = 'https://a.example/x?a=1';
    const share = (title: string) =>
      `${room.server.url}/newsroom?${new URLSearchParams({ feed, title, text: `Read ${link}`, url: link })}`;
    await page.goto(share('The port'));
    const words = `The port\n\nRead ${link}`;
    await until(async () => (await written(desk.body)) === words, 'the shared text');
    await until(() => new URL(page.url()).search === '', 'the address without it');
    await desk.body.fill('My own words');
    await desk.keeps('My own words');
    await page.goto(share('The gates'));
    const unsent = page.getByRole('region', { name: 'Unsent, on this device' });
    await unsent.getByText('The gates').waitFor();
    await until(
      async () => (await written(desk.body)) === 'My own words',
      'what was being written',
    );
  });
});
