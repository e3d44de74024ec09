import { chromium, type Browser } from 'playwright-core';
import { browserOptions } from '../services/chromium.ts';

/** A real Chromium, without the window around its pages. */
export function openBrowser(): Promise<Browser> {
  return open(process.env['TEST_CHROMIUM_SHELL']);
}

/** A real Chromium with all that a reader's has: it keeps the pages that were left, for the Back button. */
export function openWholeBrowser(): Promise<Browser> {
  return open(process.env['TEST_CHROMIUM']);
}

/** Ends what would hang, before the test itself is ended; on a busy machine all takes long. */
const patienceMs = 150_000;

async function open(executablePath: string | undefined): Promise<Browser> {
  if (executablePath === undefined) throw new Error('Run the tests with "npm test".');
  const browser = await chromium.launch({ executablePath, ...browserOptions });
  browser.on('context', (context) => context.setDefaultTimeout(patienceMs));
  return browser;
}
