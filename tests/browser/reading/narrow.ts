import type { Page } from 'playwright-core';

/** A narrow page, with or without scripts, that a look for faults may write into. */
export async function narrow(page: Page, javaScriptEnabled = true): Promise<Page> {
  const context = await page
    .context()
    .browser()
    ?.newContext({
      bypassCSP: true,
      javaScriptEnabled,
      viewport: { width: 320, height: 700 },
    });
  if (context === undefined) throw new Error('The browser is closed.');
  return context.newPage();
}
