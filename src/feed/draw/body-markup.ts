import { bodyText, type Block, type Body, type Inline } from '../body.ts';
import { foreignDirection, type Direction } from './direction.ts';
import { h, isSafeUrl, type Markup } from './markup.ts';

/** An item's headline is an h3: headings inside the item stand below it. */
const topLevel = 4;

/** Draws a body. A block that runs against the direction around it says so; without one, none does. */
export function bodyMarkup(body: Body, around?: Direction): readonly Markup[] {
  return body.map((block) => drawBlock(block, around));
}

function drawBlock(block: Block, around: Direction | undefined): Markup {
  const dir = foreignDirection(bodyText([block]), around);
  const inside = dir ?? around;
  switch (block.kind) {
    case 'paragraph':
      return h('p', { dir }, inlineMarkup(block.children));
    case 'heading':
      return h(
        `h${Math.min(6, topLevel + block.level - 1)}`,
        { dir },
        inlineMarkup(block.children),
      );
    case 'list':
      return h(
        block.ordered ? 'ol' : 'ul',
        { start: block.ordered ? block.start : undefined, dir },
        block.items.map((item) => h('li', {}, listItem(item, inside))),
      );
    case 'quote':
      return h('blockquote', { dir }, bodyMarkup(block.children, inside));
    case 'code':
      return h('pre', {}, h('code', {}, block.text));
    case 'rule':
      return h('hr', {});
    case 'image':
      return h(
        'figure',
        { class: 'lt-figure' },
        isSafeUrl(block.url) && h('img', { loading: 'lazy', src: block.url, alt: block.alt }),
        block.caption !== undefined && h('figcaption', {}, block.caption),
      );
    case 'embed':
      return h(
        'p',
        { class: 'lt-embed' },
        h(
          'a',
          { href: safe(block.url), rel: 'noopener nofollow', target: '_blank' },
          h('span', { class: 'lt-embed-provider' }, block.provider),
          ' ',
          h('span', { class: 'lt-embed-url' }, block.url.replace(/^https?:\/\/(www\.)?/, '')),
        ),
      );
  }
}

/** A list item of one paragraph is drawn without the paragraph, as lists in print are. */
function listItem(item: Body, around: Direction | undefined): readonly Markup[] {
  const [only, ...rest] = item;
  if (only?.kind === 'paragraph' && rest.length === 0) return inlineMarkup(only.children);
  return bodyMarkup(item, around);
}

export function inlineMarkup(inlines: readonly Inline[]): readonly Markup[] {
  return inlines.map((inline): Markup => {
    switch (inline.kind) {
      case 'text':
        return inline.text;
      case 'code':
        return h('code', {}, inline.text);
      case 'break':
        return h('br', {});
      case 'strong':
        return h('strong', {}, inlineMarkup(inline.children));
      case 'emphasis':
        return h('em', {}, inlineMarkup(inline.children));
      case 'deleted':
        return h('s', {}, inlineMarkup(inline.children));
      case 'link':
        return h(
          'a',
          { href: safe(inline.url), rel: 'noopener nofollow' },
          inlineMarkup(inline.children),
        );
    }
  });
}

function safe(url: string): string | undefined {
  return isSafeUrl(url) ? url : undefined;
}
