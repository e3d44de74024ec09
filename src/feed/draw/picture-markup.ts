import type { Focus, Image } from '../item.ts';
import { en } from '../words/en.ts';
import type { Edition } from './edition.ts';
import { h, isSafeUrl, type Element } from './markup.ts';

/**
 * The pictures of an item behind the leading one: a row that scrolls sideways, by keyboard too. A screen reader says which of
 * how many one is, because they are a list.
 */
export function galleryMarkup(
  images: readonly Image[],
  { words = en }: Pick<Edition, 'words'>,
): Element | false {
  return (
    images.length > 0 &&
    h(
      'ul',
      { class: 'lt-gallery', role: 'list', tabindex: 0, 'aria-label': words.pictures },
      images.map((image) => h('li', {}, imageMarkup(image))),
    )
  );
}

/** A picture with what is said of it; false for an address that is not safe. */
export function imageMarkup(image: Image): Element | false {
  if (!isSafeUrl(image.url)) return false;
  const { caption, credit } = image;
  return h(
    'figure',
    { class: 'lt-figure' },
    h('img', {
      // Before the address: browsers load a picture as soon as a script has named it.
      loading: 'lazy',
      src: image.url,
      alt: image.alt,
      width: image.width,
      height: image.height,
      'data-focus': image.focus && inPercent(image.focus),
      'data-color': image.color,
    }),
    (caption !== undefined || credit !== undefined) &&
      h(
        'figcaption',
        {},
        caption !== undefined && h('bdi', {}, caption),
        credit !== undefined && ' ',
        credit !== undefined && h('bdi', { class: 'lt-credit' }, credit),
      ),
  );
}

/** For the style sheet: a page's policy allows no style in markup. */
function inPercent({ x, y }: Focus): string {
  return `${Math.round(x * 100)}% ${Math.round(y * 100)}%`;
}
