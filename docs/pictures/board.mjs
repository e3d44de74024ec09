/** Chromium reads a picture: no library for it is needed. `png`: its bytes. */
export async function pixelsOf(page, png) {
  const { pixels, ...size } = await page.evaluate(async (source) => {
    const bytes = Uint8Array.from(atob(source), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const { width, height } = bitmap;
    const canvas = new OffscreenCanvas(width, height).getContext('2d');
    canvas.drawImage(bitmap, 0, 0);
    const { data } = canvas.getImageData(0, 0, width, height);
    const read = new FileReader();
    const done = new Promise((resolve) => read.addEventListener('load', resolve));
    read.readAsDataURL(new Blob([data]));
    await done;
    return { width, height, pixels: read.result.split(',')[1] };
  }, png.toString('base64'));
  return { ...size, pixels: Buffer.from(pixels, 'base64') };
}

const still = { animations: 'disabled', caret: 'hide' };

/** A screenshot of a page, or of a part of it, without a blinking cursor and at the end of all transitions. */
export function shotOf(part) {
  return part.screenshot(still);
}

/** A screenshot of a part of a page, with a little of what is around it. */
export async function shotAround(page, part) {
  const { x, y, width, height } = await part.boundingBox();
  const clip = { x: x - 12, y: y - 4, width: width + 24, height: height + 14 };
  return page.screenshot({ ...still, clip });
}

/** Screens side by side on a neutral ground, each as it was drawn: nothing is made smaller after. */
export class Board {
  #page;

  constructor(page) {
    this.#page = page;
  }

  static async open(browser) {
    const context = await browser.newContext({ viewport: { width: 2000, height: 1000 } });
    return new Board(await context.newPage());
  }

  /** The pixels of the board. `screens`: the bytes of each, a title above it, and keys that are pressed there. */
  async pixels(screens) {
    const figures = screens.map(({ shot, title, keys = [] }) => {
      const caps = keys.map((key) => `<kbd>${key}</kbd>`).join('');
      const line = title === undefined ? '' : `<figcaption>${title}${caps}</figcaption>`;
      return `<figure>${line}<img src="data:image/png;base64,${shot.toString('base64')}"></figure>`;
    });
    await this.#page.setContent(`<style>${style}</style><main>${figures.join('')}</main>`);
    const board = await shotOf(this.#page.locator('main'));
    return pixelsOf(this.#page, board);
  }
}

const style = `
  body { margin: 0; background: #e9e6df; color: #4a463d; font: 600 14px/24px sans-serif; }
  main { display: inline-flex; gap: 16px; padding: 16px; }
  figure { margin: 0; }
  figcaption { display: flex; gap: 6px; block-size: 24px; padding-block-end: 8px; }
  kbd { padding-inline: 8px; border-radius: 4px; background: #1a1814; color: #fff; font: inherit; }
  kbd:first-of-type { margin-inline-start: auto; }
  img { display: block; box-shadow: 0 0 0 1px #c9c4b8; }`;
