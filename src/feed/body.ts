/** Text inside a block. Never markup: every string here is plain text or a checked URL. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'strong'; readonly children: readonly Inline[] }
  | { readonly kind: 'emphasis'; readonly children: readonly Inline[] }
  | { readonly kind: 'deleted'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly url: string; readonly children: readonly Inline[] };

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
  | {
      readonly kind: 'image';
      readonly url: string;
      readonly alt: string;
      readonly caption?: string;
    }
  /** A third party's post or film: shown as a link with its provider's name, loaded only when a reader asks. */
  | { readonly kind: 'embed'; readonly provider: string; readonly url: string };

export type Body = readonly Block[];

/** The words of a body, blocks parted by a blank line: for feeds, excerpts and machines. */
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
    case 'rule':
      return '';
    case 'image':
      return block.caption ?? block.alt;
    case 'embed':
      return block.url;
  }
}

export function inlineText(inlines: readonly Inline[]): string {
  return inlines
    .map((inline): string => {
      switch (inline.kind) {
        case 'text':
        case 'code':
          return inline.text;
        case 'break':
          return '\n';
        case 'strong':
        case 'emphasis':
        case 'deleted':
        case 'link':
          return inlineText(inline.children);
      }
    })
    .join('');
}
