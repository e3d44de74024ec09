import { Board, shotOf } from './board.mjs';
import { indexedPng } from './indexed-png.mjs';
import { movingPng } from './moving-png.mjs';
import { narrowPage } from './sites.mjs';
import { Stage } from './stage.mjs';
import { begin, feed } from './town.mjs';

const scale = 0.75;
const height = 770;
const plays = 3;
const titles = { desk: 'The newsroom', phone: 'A reader’s phone', site: 'Another site' };
/** For how long each kind of frame is shown: a piece of typing, a key, a form, what readers have. */
const ms = { typed: 60, key: 400, form: 500, read: 1300, last: 2000 };

/**
 * An update is typed, published and corrected, and another one removed, on three screens: the bytes of the moving picture,
 * and of a still one for who wants no motion.
 */
export async function product() {
  await using stage = await Stage.open();
  await begin(stage);
  const film = new Film(await Board.open(stage.browser), await screensOf(stage));
  const { desk, phone, site } = film.screens;
  const allHave = async (words) => {
    await Promise.all([desk, phone, site].map((page) => page.getByText(words).first().waitFor()));
    await desk.locator('.nr-row form').waitFor({ state: 'detached' });
    await film.look('desk', 'phone', 'site');
  };

  await film.look('desk', 'phone', 'site');
  film.hold(1000);
  const composer = desk.locator('#composer');
  await film.type(composer.getByLabel('Headline'), 'The barge is held');
  await film.type(
    composer.getByLabel('Text, in Markdown'),
    'Two lines from the tug *Alvar* hold it.',
  );
  await film.press('Control+Enter', ['Ctrl', 'Enter']);
  const pill = phone.getByRole('button', { name: '1 new update' });
  await pill.waitFor();
  await site.getByText('The barge is held').waitFor();
  await film.look('desk', 'phone', 'site');
  film.hold(ms.form);
  // The reader touches what is offered.
  await pill.click();
  await allHave('The barge is held');
  film.hold(ms.read);

  const row = (words) => desk.locator('.nr-row', { hasText: words });
  await row('The barge is held').getByRole('button', { name: 'Correct' }).focus();
  await film.press('c', ['C']);
  const form = desk.getByRole('form', { name: /Correct/ });
  await form.getByLabel('Note to readers').waitFor();
  await film.look('desk');
  film.hold(ms.form);
  await film.type(form.getByLabel('Note to readers'), 'The tug is the Alva, not the Alvar.');
  await form.getByLabel('Text, in Markdown').fill('Two lines from the tug *Alva* hold it.');
  await film.look('desk');
  film.hold(ms.form);
  await film.press('Control+Enter', ['Ctrl', 'Enter']);
  await allHave('The tug is the Alva, not the Alvar.');
  film.hold(ms.read);
  const still = film.length - 1;

  await row('Wind passes').getByRole('button', { name: 'Remove' }).focus();
  await film.press('t', ['T']);
  const reason = desk.getByLabel('Reason, for the newsroom');
  await film.look('desk');
  film.hold(ms.form);
  await film.type(reason, 'Not measured there');
  await film.press('Control+Enter', ['Ctrl', 'Enter']);
  await allHave('Removed');
  film.hold(ms.last);
  const frames = await film.frames();
  const [{ width, height: rows }] = frames;
  return {
    product: indexedPng(width, rows, frames[still].pixels),
    'product.moving': movingPng(width, rows, frames, plays),
  };
}

async function screensOf(stage) {
  const size = (width) => ({ width, height, scale });
  const phone = await stage.page(`/feeds/${feed}`, size(340));
  await phone.locator('live-ticker').getByText('Live', { exact: true }).waitFor();
  // From the title on: what happens fits on the screen.
  await phone.locator('h1').evaluate((title) => scrollTo(0, title.offsetTop - 20));
  const site = await stage.otherSite('sael-post.example', narrowPage(stage.origin), size(380));
  await site.locator('.lt-brief').first().waitFor();
  const desk = await stage.newsroom(feed, { name: 'Mara Holt', role: 'editor' }, size(1060));
  await desk.getByRole('button', { name: '2 readers' }).waitFor();
  return { desk, phone, site };
}

/** Frames of three screens. Only a screen that has changed is looked at again: the others cannot flicker. */
class Film {
  #board;
  #shots = {};
  #scenes = [];

  constructor(board, screens) {
    this.#board = board;
    this.screens = screens;
  }

  get length() {
    return this.#scenes.length;
  }

  async look(...names) {
    // The form that opens moves the page where it must: the picture would jump.
    await this.screens.desk.evaluate(() => scrollTo(0, 0));
    for (const name of names) this.#shots[name] = await shotOf(this.screens[name]);
  }

  /** Shows what was looked at last for so long, with these keys at the newsroom. */
  hold(forMs, keys) {
    this.#scenes.push({ shots: { ...this.#shots }, keys, ms: forMs });
  }

  async type(field, text) {
    await field.focus();
    for (const piece of text.match(/.{1,4}/gs)) {
      await this.screens.desk.keyboard.insertText(piece);
      await this.look('desk');
      this.hold(ms.typed);
    }
  }

  async press(chord, keys) {
    this.hold(ms.key, keys);
    await this.screens.desk.keyboard.press(chord);
  }

  async frames() {
    const frames = [];
    for (const { shots, keys, ms: forMs } of this.#scenes) {
      const screens = Object.entries(titles).map(([name, title]) => ({
        shot: shots[name],
        title,
        keys: name === 'desk' ? keys : undefined,
      }));
      frames.push({ ...(await this.#board.pixels(screens)), ms: forMs });
    }
    return frames;
  }
}
