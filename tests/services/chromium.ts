import { findProgram } from './find-program.ts';

/** A Chromium on this machine; CHROMIUM_PATH names another. */
export function findChromium(): string {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') return named;
  return findProgram(
    ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    'chromium',
  );
}
