import type { Block, Body, Inline } from './body.ts';
import { h, isSafeUrl, type Markup } from './markup.ts';

/** Draws a body. Headings start at `headingLevel` (the item's headline stands one above). */
export function bodyMarkup(body: Body, headingLevel = 4): readonly Markup[] {
  return body.map((block) => drawBlock(block, headingLevel));
}

function drawBlock(block: Block, headingLevel: number): Markup {
  switch (block.kind) {
    case 'paragraph':
      return h('p', {}, inlineMarkup(block.children));
    case 'heading':
      return h(`h${Math.min(6, headingLevel + block.level - 1)}`, {}, inlineMarkup(block.children));
    case 'list':
      return h(
        block.ordered ? 'ol' : 'ul',
        { start: block.ordered ? block.start : undefined },
        block.items.map((item) => h('li', {}, listItem(item, headingLevel))),
      );
    case 'quote':
      return h('blockquote', {}, bodyMarkup(block.children, headingLevel));
    case 'code':
      return h('pre', {}, h('code', {}, block.text));
    case 'rule':
      return h('hr', {});
    case 'image':
      return h(
        'figure',
        { class: 'lt-figure' },
        isSafeUrl(block.url) && h('img', { src: block.url, alt: block.alt, loading: 'lazy' }),
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
function listItem(item: Body, headingLevel: number): readonly Markup[] {
  const [only, ...rest] = item;
  if (only?.kind === 'paragraph' && rest.length === 0) return inlineMarkup(only.children);
  return bodyMarkup(item, headingLevel);
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
