import { lookForProgram } from '../find-program.ts';

/**
 * Looks for Firefox and for WebKit, by the packages of Debian: Playwright's own builds of them are downloaded, and
 * patched. What is missing is said here, and its tests count as skipped.
 */
export function findOtherEngines(): void {
  const firefox = lookForProgram(['firefox-esr', 'firefox'], 'firefox-esr');
  const driver = lookForProgram(['WebKitWebDriver'], 'webkit2gtk-driver');
  const screen = lookForProgram(['Xvfb'], 'xvfb');
  if (firefox !== undefined) process.env['TEST_FIREFOX'] = firefox;
  if (driver !== undefined && screen !== undefined) {
    process.env['TEST_WEBKIT_DRIVER'] = driver;
    process.env['TEST_XVFB'] = screen;
  }
  const missing = [
    firefox === undefined ? 'FIREFOX (firefox-esr)' : '',
    driver === undefined || screen === undefined ? 'WEBKIT (webkit2gtk-driver, xvfb)' : '',
  ].filter((name) => name !== '');
  if (missing.length > 0) {
    console.error(
      `NOT ON THIS MACHINE: ${missing.join(' and ')}. Its tests are counted as skipped.`,
    );
  }
}
