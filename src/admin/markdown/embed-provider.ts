import type { Block, Inline } from '../../feed/body.ts';

/** The sites whose posts and films become an embed when their address is alone in a paragraph. */
const providers: readonly (readonly [RegExp, string])[] = [
  [/(^|\.)(youtube(-nocookie)?\.com|youtu\.be)$/, 'YouTube'],
  [/(^|\.)vimeo\.com$/, 'Vimeo'],
  [/(^|\.)(x|twitter)\.com$/, 'X'],
  [/(^|\.)bsky\.app$/, 'Bluesky'],
  [/(^|\.)instagram\.com$/, 'Instagram'],
  [/(^|\.)tiktok\.com$/, 'TikTok'],
  [/(^|\.)facebook\.com$/, 'Facebook'],
  [/(^|\.)soundcloud\.com$/, 'SoundCloud'],
];

/** The embed for a paragraph that contains only the address of a known provider; otherwise undefined. */
export function blockEmbed(children: readonly Inline[]): Block | undefined {
  const [only, ...rest] = children;
  if (only?.kind !== 'link' || rest.length > 0) return undefined;
  const [label] = only.children;
  const url = URL.parse(only.url);
  const isBare = label?.kind === 'text' && /^https?:\/\//.test(label.text);
  if (url === null || !isBare) return undefined;
  const known = providers.find(([host]) => host.test(url.hostname));
  return known === undefined ? undefined : { kind: 'embed', provider: known[1], url: only.url };
}
