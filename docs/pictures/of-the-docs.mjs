import { Board, shotAround, shotOf } from './board.mjs';
import { indexedPng } from './indexed-png.mjs';
import { articlePage, feedPage } from './sites.mjs';
import { Stage } from './stage.mjs';
import { begin, feed } from './town.mjs';

const maxReaders = 20;
const size = (width, height) => ({ width, height, scale: 0.8 });

/** The pictures of the documents: the bytes of each, by its name. */
export async function ofTheDocs() {
  await using stage = await Stage.open();
  await begin(stage);
  const board = await Board.open(stage.browser);
  const shots = {
    ...(await ofSites(stage)),
    ...(await ofTheNewsroom(stage)),
  };
  const pictures = {};
  for (const [name, shot] of Object.entries(shots)) {
    const { width, height, pixels } = await board.pixels([{ shot }]);
    pictures[name] = indexedPng(width, height, pixels);
  }
  return pictures;
}

async function ofTheNewsroom(stage) {
  const reporter = await stage.newsroom(
    feed,
    { name: 'Vera Lund', role: 'reporter' },
    size(900, 700),
  );
  await reporter.locator('#composer').getByLabel('Headline').fill('The fish hall is dry so far');
  await reporter
    .locator('#composer')
    .getByLabel('Text, in Markdown')
    .fill('Sandbags stand at its doors.');
  await reporter.keyboard.press('Control+Enter');
  await reporter.getByText('In the queue').first().waitFor();
  await reporter.context().close();

  const desk = await stage.newsroom(feed, { name: 'Mara Holt', role: 'editor' }, size(1060, 1060));
  await desk.getByRole('button', { name: '2 readers' }).waitFor();
  const queue = await shotAround(desk, desk.locator('.nr-drafts'));
  const composer = desk.locator('#composer');
  await composer.getByLabel('Headline').fill('The barge is held');
  await composer
    .getByLabel('Text, in Markdown')
    .fill('Two lines from the tug *Alva*, one from the **Lower Quay**.');
  // As much as is read in the document; the other pictures want room below.
  await desk.setViewportSize({ width: 1060, height: 780 });
  await desk.evaluate(() => scrollTo(0, 0));
  const written = await shotOf(desk);
  await desk.setViewportSize({ width: 1060, height: 1060 });

  const row = desk.locator('.nr-row', { hasText: 'Wind passes' });
  await row.getByRole('button', { name: 'Correct' }).click();
  const form = desk.getByRole('form', { name: /Correct/ });
  await form.getByLabel('Text, in Markdown').fill('The gauge is 60 metres up.');
  await form.getByLabel('Note to readers').fill('It is 60 metres up, not 80.');
  const correct = await shotAround(desk, row);
  await form.getByRole('button', { name: 'Close' }).click();

  return { desk: written, queue, correct, numbers: await numbersOf(stage, desk) };
}

/** The numbers of the feed, while more readers come and one of them reports a post. */
async function numbersOf(stage, desk) {
  await desk.getByRole('button', { name: '2 readers' }).click();
  const panel = desk.getByRole('dialog', { name: 'Readers' });
  const isReported = panel.getByText(/half within/);
  for (let readers = 3; readers <= 7 || !(await isReported.isVisible()); readers += 1) {
    if (readers > maxReaders) throw new Error('No reader has reported a post.');
    await readersPage(stage);
    await stage.call('POST', `/feeds/${feed}/items`, { headline: `Water at ${readers} metres` });
    await panel.getByText(`${readers} readers now`).waitFor();
  }
  return shotOf(panel);
}

async function readersPage(stage) {
  const page = await stage.page(`/feeds/${feed}`, size(360, 700));
  await page.locator('live-ticker').getByText('Live', { exact: true }).waitFor();
}

/** Both pages stay open: the newsroom counts them as readers. */
async function ofSites(stage) {
  const article = await stage.otherSite(
    'sael-post.example',
    articlePage(stage.origin),
    size(900, 580),
  );
  await article.locator('.lt-brief').nth(3).waitFor();
  const ownFeed = await stage.otherSite('ferries.example', feedPage(stage.origin), size(640, 760));
  await ownFeed.locator('live-ticker').getByText('Live', { exact: true }).waitFor();
  return { beside: await shotOf(article), ticker: await shotOf(ownFeed) };
}
