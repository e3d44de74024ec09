import type { Audio } from '../item.ts';
import { h, isSafeUrl, type Element } from './markup.ts';

/** A recording with the browser's own controls, its title and its length. Nothing of it is loaded before it is played. */
export function audioMarkup({ url, title, seconds }: Audio): Element | false {
  return (
    isSafeUrl(url) &&
    h(
      'figure',
      { class: 'lt-figure' },
      h('audio', { controls: true, preload: 'none', src: url, 'aria-label': title }),
      (title ?? seconds) !== undefined &&
        h(
          'figcaption',
          {},
          title !== undefined && [h('bdi', {}, title), seconds !== undefined && ' · '],
          seconds !== undefined && lengthOf(seconds),
        ),
    )
  );
}

/** "1:05" */
export function lengthOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
