/** Text inside a block. Never markup: every string here is plain text or a checked URL. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'strong'; readonly children: readonly Inline[] }
  | { readonly kind: 'emphasis'; readonly children: readonly Inline[] }
  | { readonly kind: 'deleted'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly url: string; readonly children: readonly Inline[] };

/** A cell of a table. */
export type Cell = readonly Inline[];

/** Where the words of a column stand; `start` where nothing else is said. */
export type CellAlign = 'start' | 'center' | 'end';

/** A block of an item's body. `level` of a heading is its depth inside the item, whose headline stands above it. */
export type Block =
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly children: readonly Inline[] }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly start?: number;
      readonly items: readonly (readonly Block[])[];
    }
  | { readonly kind: 'quote'; readonly children: readonly Block[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'rule' }
  /** Each row has as many cells as `align`. A table without titles has empty ones in its head. */
  | {
      readonly kind: 'table';
      readonly align: readonly CellAlign[];
      readonly head: readonly Cell[];
      readonly rows: readonly (readonly Cell[])[];
    }
  | {
      readonly kind: 'image';
      readonly url: string;
      readonly alt: string;
      readonly caption?: string;
    }
  /** A third party's post or film: shown as a link with its provider's name, loaded only when a reader asks. */
  | { readonly kind: 'embed'; readonly provider: string; readonly url: string };

export type Body = readonly Block[];

/** The most columns of a table. */
export const maxColumns = 20;

/** A table of which each row is as wide as the widest, and its columns stand as `align` says, or at their start. */
export function tableOf(
  head: readonly Cell[],
  rows: readonly (readonly Cell[])[],
  align: readonly CellAlign[] = [],
): Extract<Block, { kind: 'table' }> {
  const width = Math.max(head.length, ...rows.map((row) => row.length));
  const filled = <T>(cells: readonly T[], empty: T) =>
    Array.from({ length: width }, (_, at) => cells[at] ?? empty);
  return {
    kind: 'table',
    align: filled(align, 'start'),
    head: filled(head, []),
    rows: rows.map((row) => filled(row, [])),
  };
}

/** The words of a body, blocks parted by a blank line: for feeds, excerpts and machines. A block of a later version has none. */
export function bodyText(body: Body): string {
  return body
    .map(blockText)
    .filter((text) => text !== '')
    .join('\n\n');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return inlineText(block.children);
    case 'list':
      return block.items.map((item) => bodyText(item)).join('\n');
    case 'quote':
      return bodyText(block.children);
    case 'code':
      return block.text;
    case 'table':
      return [block.head, ...block.rows].map(rowText).filter(Boolean).join('\n');
    case 'image':
      return block.caption ?? block.alt;
    case 'embed':
      return block.url;
    default:
      return '';
  }
}

function rowText(cells: readonly Cell[]): string {
  const words = cells.map((cell) => inlineText(cell));
  return words.some(Boolean) ? words.join(' | ') : '';
}

export function inlineText(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if ('text' in inline) return inline.text;
      return 'children' in inline ? inlineText(inline.children) : '\n';
    })
    .join('');
}
