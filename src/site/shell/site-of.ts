import type { Config } from '../../config.ts';
import type { Site } from './place.ts';

/** The hub of this server below its public address (WebSub). */
export const hubPath = 'websub';

/** The site that is configured. Without a public address it has no hub: subscribers could not name what they follow. Nor has a relay. */
export function siteOf({
  publicUrl,
  upstream,
  publisher,
  websubHub,
}: Pick<Config, 'publicUrl' | 'publisher' | 'websubHub' | 'upstream'>): Site {
  const named = publisher && { publisher };
  if (upstream !== undefined) return { publicUrl, isRelay: true, ...named };
  if (publicUrl === undefined) return { publicUrl, ...named };
  const hub = `${publicUrl}/${hubPath}`;
  return { publicUrl, hub, ...(websubHub !== undefined && { publicHub: websubHub }), ...named };
}
