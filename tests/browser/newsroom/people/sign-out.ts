import type { Page } from 'playwright-core';

/** Signs the person out. The page before has fields and buttons whose names those of the sign-in contain, so it has to be gone. */
export async function signOut(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Sign out' });
  await button.click();
  await button.waitFor({ state: 'detached' });
}
