import type { Config } from '../../config.ts';
import type { Site } from './place.ts';

/** The hub of this server below its public address (WebSub). */
export const hubPath = 'websub';

/** The site that is configured. Without a public address it has no hub: subscribers could not name what they follow. */
export function siteOf({
  publicUrl,
  publisher,
  websubHub,
}: Pick<Config, 'publicUrl' | 'publisher' | 'websubHub'>): Site {
  if (publicUrl === undefined) return { publicUrl, ...(publisher && { publisher }) };
  const ours = `${publicUrl}/${hubPath}`;
  const hubs = websubHub === undefined ? [ours] : [ours, websubHub];
  return { publicUrl, hubs, ...(publisher && { publisher }) };
}
