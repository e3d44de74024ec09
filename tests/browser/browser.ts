import { chromium, type Browser } from 'playwright-core';
import { browserOptions } from '../services/chromium.ts';
import { serviceUrl } from '../services/service-url.ts';

/** A real Chromium, without the window around its pages: this worker's own, with nothing of what other files opened. */
export function openBrowser(): Promise<Browser> {
  return chromium.connect(serviceUrl('TEST_BROWSER_URL'));
}

/** A real Chromium with all that a reader's has: it keeps the pages that were left, for the Back button. */
export function openWholeBrowser(): Promise<Browser> {
  const executablePath = process.env['TEST_CHROMIUM'];
  if (executablePath === undefined) throw new Error('Run the tests with "npm test".');
  return chromium.launch({ executablePath, ...browserOptions });
}
