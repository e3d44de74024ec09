import MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';
import {
  tableOf,
  type Block,
  type Body,
  type Cell,
  type CellAlign,
  type Inline,
} from '../../feed/body.ts';
import { blockEmbed } from './embed-provider.ts';
import { fromWordProcessor } from './from-word-processor.ts';
import { joinTexts, parseInlines } from './parse-inlines.ts';

// html: false — a tag is text, so that nothing an editor types becomes HTML.
// A line break stays a line break, and indented text is no code: code is written between fences.
const markdown = new MarkdownIt('default', {
  html: false,
  linkify: true,
  breaks: true,
  maxNesting: 20,
}).disable(['code']);
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });

/**
 * Parses a Markdown text to a block tree: CommonMark, ~~deleted~~ and tables as GitHub's, without HTML, and text pasted from a
 * word processor. Never throws.
 */
export function parseMarkdown(source: string): Body {
  const tokens = markdown.parse(fromWordProcessor(source), {});
  return new Blocks(tokens, headingRanks(tokens)).until(undefined);
}

/**
 * The heading tags of a text in order: their index is their level, so that no level is skipped (for screen readers).
 */
function headingRanks(tokens: readonly Token[]): readonly string[] {
  const used = tokens
    .filter(({ type }, at) => type === 'heading_open' && hasWords(tokens[at + 1]))
    .map(({ tag }) => tag);
  return [...new Set(used)].sort();
}

/** A heading without words is left out, and its pictures. */
function hasWords(inline: Token | undefined): boolean {
  return (inline?.children ?? []).some(({ type }) => type !== 'image' && type !== 'softbreak');
}

/** Makes a tree of markdown-it's flat list of tokens, in which a pair of tokens opens and closes each block. */
class Blocks {
  private next = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly headings: readonly string[],
  ) {}

  until(close: string | undefined): Block[] {
    const blocks: Block[] = [];
    for (let token = this.take(); token !== undefined; token = this.take()) {
      if (token.type === close) break;
      blocks.push(...this.block(token));
    }
    return blocks;
  }

  private block(token: Token): readonly Block[] {
    switch (token.type) {
      case 'paragraph_open':
        return paragraph(this.inlinesUntil('paragraph_close'));
      case 'heading_open': {
        const level = Math.min(3, this.headings.indexOf(token.tag) + 1) as 1 | 2 | 3;
        const { children } = withoutImages(this.inlinesUntil('heading_close'));
        return children.length > 0 ? [{ kind: 'heading', level, children }] : [];
      }
      case 'bullet_list_open':
        return [{ kind: 'list', ordered: false, items: this.listItems('bullet_list_close') }];
      case 'ordered_list_open': {
        const start = Number(token.attrGet('start') ?? 1);
        const mark = this.tokens[this.next]?.markup ?? '.';
        const items = this.listItems('ordered_list_close');
        return numbered(start, mark, items);
      }
      case 'blockquote_open':
        return [{ kind: 'quote', children: this.until('blockquote_close') }];
      case 'fence':
        return [{ kind: 'code', text: token.content.replace(/\n$/, '') }];
      case 'hr':
        return [{ kind: 'rule' }];
      case 'table_open':
        return this.table();
      default:
        return [];
    }
  }

  private listItems(close: string): readonly (readonly Block[])[] {
    const items: (readonly Block[])[] = [];
    for (
      let token = this.take();
      token !== undefined && token.type !== close;
      token = this.take()
    ) {
      if (token.type === 'list_item_open') items.push(this.until('list_item_close'));
    }
    return items;
  }

  /** The table, and the pictures in its cells below it. */
  private table(): readonly Block[] {
    const rows: Cell[][] = [];
    const align: CellAlign[] = [];
    const images: ImageBlock[] = [];
    for (
      let token = this.take();
      token !== undefined && token.type !== 'table_close';
      token = this.take()
    ) {
      if (token.type === 'tr_open') rows.push([]);
      if (token.type !== 'th_open' && token.type !== 'td_open') continue;
      if (token.type === 'th_open') align.push(alignOf(token));
      const found = withoutImages(this.inlinesUntil(token.type.replace('open', 'close')));
      images.push(...found.images);
      rows.at(-1)?.push(found.children);
    }
    const [head = [], ...others] = rows;
    return [tableOf(head, others, align), ...images];
  }

  private inlinesUntil(close: string): readonly (Inline | ImageBlock)[] {
    const inlines: (Inline | ImageBlock)[] = [];
    for (
      let token = this.take();
      token !== undefined && token.type !== close;
      token = this.take()
    ) {
      if (token.type === 'inline') inlines.push(...parseInlines(token.children ?? []));
    }
    return inlines;
  }

  private take(): Token | undefined {
    const token = this.tokens[this.next];
    this.next += 1;
    return token;
  }
}

function alignOf(cell: Token): CellAlign {
  const style = String(cell.attrGet('style'));
  if (style.endsWith('center')) return 'center';
  return style.endsWith('right') ? 'end' : 'start';
}

type ImageBlock = Extract<Block, { kind: 'image' }>;

/** A numbered list of one item is a paragraph that begins with a number: "2026. What a year", "1. Mai". */
function numbered(
  start: number,
  mark: string,
  items: readonly (readonly Block[])[],
): readonly Block[] {
  const [[first, ...others] = [], ...more] = items;
  if (more.length === 0 && others.length === 0 && first?.kind === 'paragraph') {
    const number = { kind: 'text', text: `${start}${mark} ` } as const;
    return [{ kind: 'paragraph', children: joinTexts([number, ...first.children]) }];
  }
  return [{ kind: 'list', ordered: true, ...(start === 1 ? {} : { start }), items }];
}

/** A paragraph, followed by its pictures, which are blocks. An address alone in a paragraph may become an embed. */
function paragraph(inlines: readonly (Inline | ImageBlock)[]): readonly Block[] {
  const { children, images } = withoutImages(inlines);
  const embed = blockEmbed(children);
  if (embed !== undefined) return [embed, ...images];
  return !children.some(hasText) ? images : [{ kind: 'paragraph', children }, ...images];
}

function hasText(inline: Inline): boolean {
  return inline.kind !== 'break' && !(inline.kind === 'text' && inline.text.trim() === '');
}

function withoutImages(inlines: readonly (Inline | ImageBlock)[]) {
  const images = inlines.filter((inline) => inline.kind === 'image');
  const words = joinTexts(inlines.filter((inline) => inline.kind !== 'image'));
  // The line that a picture stood on is no empty line of the text.
  const children = words.slice(words.findIndex(hasText), words.findLastIndex(hasText) + 1);
  return { children: images.length === 0 ? words : children, images };
}
