import { Encoded, quality } from '../../http/encoded.ts';
import type { Asset } from './assets.ts';
import { mark, markSvg } from './mark.ts';

/** What a shared link, text or title comes to the newsroom as (see client/newsroom/kept/shared-text.ts). */
const shared = { title: 'title', text: 'text', url: 'url' };

/**
 * The web app manifest (W3C) by which the newsroom is installed, and takes what other apps share. Its addresses are
 * relative to its own, so that they hold below any path.
 */
const manifest = {
  name: 'Newsroom – Dateline',
  short_name: 'Newsroom',
  id: 'newsroom',
  start_url: 'newsroom',
  scope: 'newsroom',
  display: 'standalone',
  background_color: '#fffdf9',
  theme_color: mark.dot.color,
  icons: [{ src: markSvg, sizes: 'any', type: 'image/svg+xml' }],
  share_target: {
    action: 'newsroom',
    method: 'GET',
    enctype: 'application/x-www-form-urlencoded',
    params: shared,
  },
};

let written: Asset | undefined;

export function newsroomManifest(): Asset {
  written ??= {
    type: 'application/manifest+json',
    encoded: Encoded.text(JSON.stringify(manifest), quality.forever),
  };
  return written;
}
