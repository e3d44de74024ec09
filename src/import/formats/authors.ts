import type { Byline } from '../../feed/byline.ts';
import type { Loss } from '../told/losses.ts';
import { plain } from '../html/pictures.ts';

interface Author {
  readonly name: string;
  readonly role?: string;
  readonly picture?: string | undefined;
  readonly url?: string | undefined;
}

/** Authors as bylines: each once. A portrait that does not come by https is left out. */
export function bylinesOf(authors: readonly Author[]): {
  readonly bylines?: readonly Byline[];
  readonly losses: readonly Loss[];
} {
  const losses = new Set<Loss>();
  const named = new Map<string, Byline>();
  for (const author of authors) {
    const name = plain(author.name).slice(0, 100);
    const role = plain(author.role ?? '').slice(0, 100);
    const picture = author.picture === undefined ? undefined : URL.parse(author.picture);
    const url = author.url === undefined ? undefined : URL.parse(author.url);
    const isShown = picture?.protocol === 'https:';
    if (picture !== undefined && !isShown) losses.add('avatar');
    const more = {
      ...(role !== '' && { role }),
      ...(isShown && { picture: picture.href }),
      ...(url !== undefined && url !== null && /^https?:$/.test(url.protocol) && { url: url.href }),
    };
    if (name !== '') named.set(name, Object.keys(more).length > 0 ? { name, ...more } : name);
  }
  const bylines = [...named.values()].slice(0, 20);
  return { ...(bylines.length > 0 && { bylines }), losses: [...losses] };
}

/** Tags as an item may have them. */
export function tagsOf(words: readonly string[]): {
  readonly tags?: readonly string[];
  readonly losses: readonly Loss[];
} {
  const all = [...new Set(words.map(plain).filter((word) => word !== ''))];
  const tags = all.filter((word) => word.length <= 60).slice(0, 30);
  const losses: readonly Loss[] = tags.length < all.length ? ['tags'] : [];
  return { ...(tags.length > 0 && { tags }), losses };
}
