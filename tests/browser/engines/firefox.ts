import { firefox } from 'playwright-core';
import type { Engine } from './engine.ts';

/** Debian's Firefox, over WebDriver BiDi. */
export async function openFirefox(executablePath: string): Promise<Engine> {
  const browser = await firefox.launch({ channel: 'moz-firefox', executablePath });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  return {
    open: async (url) => {
      await page.goto(url);
    },
    back: async () => {
      // Of a page that is restored, not loaded, the driver is told nothing.
      // Later, because a page that is left at once does not answer the call any more.
      await page.evaluate('void setTimeout(() => history.back())');
    },
    click: async (selector) => {
      const [x, y] = await inPage(page, middleInPage, selector);
      // The driver's own click scrolls the page first. A finger rests on the button for a moment.
      await page.mouse.click(x, y, { delay: 50 });
    },
    run: (script, arg) => inPage(page, script, arg),
    runInFrame: (script, arg) => {
      const [, frame] = page.frames();
      if (frame === undefined) throw new Error('The page has no frame.');
      return inPage(frame, script, arg);
    },
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key);
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

function middleInPage(selector: string): readonly [number, number] {
  const box = document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

interface Place {
  readonly evaluate: (script: string) => Promise<unknown>;
}

async function inPage<A, T>(place: Place, script: (arg: A) => T, arg: A): Promise<T> {
  return (await place.evaluate(`(${String(script)})(${JSON.stringify(arg) ?? ''})`)) as T;
}
