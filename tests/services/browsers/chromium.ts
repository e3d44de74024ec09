import { findProgram, lookForProgram } from '../find-program.ts';

const shell = 'chromium-headless-shell';

/** How every Chromium of the tests is started. */
export const browserOptions = {
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
};

/** A Chromium on this machine, with all that a reader's has; CHROMIUM_PATH names another. */
export function findChromium(): string {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') return named;
  return findProgram(
    ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    'chromium',
  );
}

/**
 * A Chromium without the window around its pages, which costs a quarter to start; where there is none, `whole`. It keeps
 * no page that was left.
 */
export function findChromiumShell(whole: string): string {
  try {
    return lookForProgram([shell], shell) ?? whole;
  } catch (error) {
    console.log(`${shell} cannot be installed: ${String(error)}. The tests take ${whole}.`);
    return whole;
  }
}
