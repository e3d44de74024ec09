import type { Image } from '../../../src/feed/item.ts';
import { isRecord, textOr, type Fields } from '../../../src/feed/shape.ts';

/** A picture of a form, as the editor typed what is said of it. */
export interface PictureFields {
  readonly url: string;
  readonly alt: string;
  /** It shows nothing that has to be said: the editor decided that it needs no words. */
  readonly isDecoration: boolean;
  readonly caption: string;
  readonly credit: string;
  /** Its size, like `640x480`; empty when it is unknown. */
  readonly size: string;
  /** The point that crops keep in sight, in percent from the left and the top, like `30 70`; empty for the middle. */
  readonly focus: string;
  /** What stands in its place until it is there, like `#a1b2c3`; empty where that is unknown. */
  readonly color: string;
}

export const emptyPicture: PictureFields = {
  url: '',
  alt: '',
  isDecoration: false,
  caption: '',
  credit: '',
  size: '',
  focus: '',
  color: '',
};

export function pictureFieldsOf(image: Image): PictureFields {
  const { url, alt, caption = '', credit = '', width, height, focus, color = '' } = image;
  const size = width === undefined ? '' : `${width}x${height ?? ''}`;
  const point = focus === undefined ? '' : focusText(focus.x * 100, focus.y * 100);
  return { url, alt, isDecoration: alt === '', caption, credit, size, focus: point, color };
}

/** A place for a picture in which nothing was typed: it is not sent. */
export function isEmptyPicture({ url, alt, caption, credit }: PictureFields): boolean {
  return [url, alt, caption, credit].every((text) => text.trim() === '');
}

/** The pictures of a form as they are sent. `alt` is left out where the editor has not decided: the server asks for it. */
export function sentPictures(pictures: readonly PictureFields[]): readonly Fields[] {
  return pictures.filter((one) => !isEmptyPicture(one)).map(sentPicture);
}

function sentPicture(picture: PictureFields): Fields {
  const { url, alt, isDecoration, caption, credit, size, focus, color } = picture;
  const [width, height] = size.split('x').map(Number);
  const words = isDecoration ? '' : (textIn(alt) ?? undefined);
  const { x, y } = pointOf(focus);
  return {
    url: url.trim(),
    alt: words,
    caption: textIn(caption),
    credit: textIn(credit),
    ...(width && height ? { width, height } : {}),
    ...(focus === '' ? {} : { focus: { x: x / 100, y: y / 100 } }),
    ...(color === '' ? {} : { color }),
  };
}

/** The point of a picture that crops keep in sight, in percent. */
export function pointOf(focus: string): { readonly x: number; readonly y: number } {
  const [x = 50, y = 50] = focus === '' ? [] : focus.split(' ').map(Number);
  return { x, y };
}

/** The text of a point. Outside of the picture, the next one inside counts; the middle is what there is without one. */
export function focusText(x: number, y: number): string {
  const text = [x, y].map((part) => Math.round(Math.min(100, Math.max(0, part)))).join(' ');
  return text === '50 50' ? '' : text;
}

/** The pictures of a form as they would be shown. */
export function shownPictures(pictures: readonly PictureFields[]): readonly Image[] {
  return sentPictures(pictures).map((one) => ({ alt: '', ...one }) as Image & Fields);
}

/** What the pictures show, for the name of a text that has no other words. */
export function altsOf(pictures: readonly PictureFields[]): string {
  return pictures
    .map(({ alt }) => alt.trim())
    .filter((alt) => alt !== '')
    .join('; ');
}

/** The pictures as text, a line each, to compare two wordings. */
export function picturesText(pictures: readonly PictureFields[]): string {
  return pictures
    .map(({ url, alt, caption, credit }) =>
      [alt || 'decoration', caption, credit, url].filter((part) => part !== '').join(' | '),
    )
    .join('\n');
}

/** Parses pictures from storage. Texts that a release before kept have one picture, in fields of its own. */
export function parsePictures(kept: Fields): readonly PictureFields[] {
  const { pictures } = kept;
  if (Array.isArray(pictures)) return pictures.filter(isRecord).map(parsePicture);
  const only = parsePicture({
    url: kept['imageUrl'],
    alt: kept['imageAlt'],
    caption: kept['imageCaption'],
    credit: kept['imageCredit'],
    size: kept['imageSize'],
  });
  return isEmptyPicture(only) ? [] : [only];
}

function parsePicture(kept: Fields): PictureFields {
  return {
    url: textOr(kept['url'], ''),
    alt: textOr(kept['alt'], ''),
    isDecoration: kept['isDecoration'] === true,
    caption: textOr(kept['caption'], ''),
    credit: textOr(kept['credit'], ''),
    size: textOr(kept['size'], ''),
    focus: /^\d{1,3} \d{1,3}$/.exec(textOr(kept['focus'], ''))?.[0] ?? '',
    color: textOr(kept['color'], ''),
  };
}

function textIn(typed: string): string | undefined {
  return typed.trim() || undefined;
}
