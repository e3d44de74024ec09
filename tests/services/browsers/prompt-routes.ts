import type { BrowserContext, Page } from 'playwright-core';

const probe = '/has-the-test-this-request';

/**
 * Has `route` resolve when it holds. A page that is open goes on for a moment to send its requests by the way of before: on a
 * busy machine a server got what a test had cut off.
 */
export function withPromptRoutes(context: BrowserContext): void {
  const routes = new Map<Page, Page['route']>();
  const routeAll = context.route.bind(context);
  context.route = async (...how) => {
    const undo = await routeAll(...how);
    await Promise.all([...routes].map(([page, route]) => untilHeld(page, route)));
    return undo;
  };
  context.on('page', (page) => {
    const route = page.route.bind(page);
    routes.set(page, route);
    page.once('close', () => routes.delete(page));
    page.route = async (...how) => {
      const undo = await route(...how);
      await untilHeld(page, route);
      return undo;
    };
  });
}

/** The requests of a page go out in their order. A page that is left meanwhile sends none; the next goes the new way. */
async function untilHeld(page: Page, route: Page['route']): Promise<void> {
  if (!page.url().startsWith('http')) return;
  const undo = await route(`**${probe}`, (asked) => asked.fulfill({ status: 204 }));
  const ask = async (path: string): Promise<void> => {
    const status = async () => (await fetch(path, { cache: 'no-store' })).status;
    while ((await status().catch(() => 204)) !== 204);
  };
  await page.evaluate(ask, probe).catch(() => undefined);
  await undo.dispose();
}
