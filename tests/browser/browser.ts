import { chromium, type Browser } from 'playwright-core';

/** A real Chromium, as the services found it. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['TEST_CHROMIUM'];
  if (executablePath === undefined) throw new Error('Run the tests with "npm test".');
  return chromium.launch({
    executablePath,
    // Readers' browsers keep the pages they leave.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
