import type { Frame, Page } from 'playwright-core';
import { until } from '../../until.ts';

/**
 * The words on a page that come from no language file: of all that is seen or spoken, what is in Latin letters and not
 * in the made-up language's brackets. Editors' text in the test is in Cyrillic letters, and dates are the platform's.
 */
export function wordsLeft(page: Page | Frame): Promise<readonly string[]> {
  return page.evaluate(() => {
    const named = ['aria-label', 'aria-description', 'aria-valuetext', 'aria-roledescription'];
    const attributes = [...named, 'title', 'alt', 'placeholder', 'label'];
    const silent = 'script, style, template, noscript';
    const dates = 'time, .lt-age, .lt-day, .site-date, .site-day';
    const texts: string[] = [document.title];
    // A sentence may have a date or a link in its middle, and its brackets around both.
    let running = '';
    const walk = (node: Node): void => {
      if (node instanceof Text) running += node.data;
      if (node instanceof Element) {
        if (node.matches(silent) || node.matches(dates)) return;
        for (const name of attributes) texts.push(node.getAttribute(name) ?? '');
        if (node.shadowRoot !== null) walk(node.shadowRoot);
      }
      running += '\n';
      for (const child of node.childNodes) walk(child);
    };
    walk(document.body);
    return [...texts, running].flatMap((text) =>
      text
        .replace(/\[[^[\]]*\]/g, '')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => /\p{Script=Latin}/u.test(line)),
    );
  });
}

/** Waits until no such word is left: a language is loaded when it is needed, a moment after the page. */
export async function noWordsLeft(page: Page | Frame): Promise<void> {
  let left: readonly string[] = [];
  await until(
    async () => (left = await wordsLeft(page)).length === 0,
    () => `no other words than: ${left.join(' | ')}`,
  );
}
