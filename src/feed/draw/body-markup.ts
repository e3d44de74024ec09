import { bodyText, inlineText, type Block, type Body, type Inline } from '../body.ts';
import { foreignDirection, type Direction } from './direction.ts';
import { h, isSafeUrl, type Markup } from './markup.ts';
import { imageMarkup } from './picture-markup.ts';

/** An item's headline is an h3: headings inside the item stand below it. */
const topLevel = 4;

/**
 * Draws a body. A block that runs against the direction around it says so; without one, none does. A block of a later version is
 * left out.
 */
export function bodyMarkup(body: Body, around?: Direction): readonly Markup[] {
  return body.flatMap((block) => drawBlock(block, around) ?? []);
}

function drawBlock(block: Block, around: Direction | undefined): Markup | undefined {
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
    case 'table':
      return tableMarkup(block, inside, dir);
    case 'image':
      return imageMarkup(block) || undefined;
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
    default:
      return undefined;
  }
}

/** In a frame of its own, which is scrolled where the table is wider than the item. Its titles are in its first row. */
function tableMarkup(
  { align, head, rows }: Extract<Block, { kind: 'table' }>,
  around: Direction | undefined,
  dir: Direction | undefined,
): Markup {
  const isTitled = head.some((cell) => cell.length > 0);
  return h(
    'div',
    { class: 'lt-table', tabindex: 0, dir },
    h(
      'table',
      {},
      h(
        'tbody',
        {},
        (isTitled ? [head, ...rows] : rows).map((cells) =>
          h(
            'tr',
            {},
            cells.map((cell, at) =>
              h(
                cells === head ? 'th' : 'td',
                {
                  class: align[at] !== 'start' && `lt-${align[at]}`,
                  dir: foreignDirection(inlineText(cell), around),
                },
                inlineMarkup(cell),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

/** A list item of one paragraph is drawn without the paragraph, as lists in print are. */
function listItem(item: Body, around: Direction | undefined): readonly Markup[] {
  const [only, ...rest] = item;
  if (only?.kind === 'paragraph' && rest.length === 0) return inlineMarkup(only.children);
  return bodyMarkup(item, around);
}

const tags = { strong: 'strong', emphasis: 'em', deleted: 's' };

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
      case 'emphasis':
      case 'deleted':
        return h(tags[inline.kind], {}, inlineMarkup(inline.children));
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
