import MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';
import { h, isSafeUrl, type Markup } from '../../feed/draw/markup.ts';

/** Our own documents; markup in them is text all the same. */
const markdown = new MarkdownIt('default', { html: false, linkify: true });

/** Where a link of a document leads here; undefined: nowhere. */
export type Target = (href: string) => string | undefined;

/** A picture of a document. Addresses are those of the page; width and height are in pixels. */
export interface GuidePicture {
  readonly src: string;
  readonly width: number;
  readonly height: number;
  /** What is shown instead to readers who want no motion. */
  readonly still?: string | undefined;
}

/** The picture at an address of a document; undefined where there is none: its words are shown. */
export type PictureAt = (href: string) => GuidePicture | undefined;

/** A document as a tree. Headings get the anchors that a forge gives them, so that links hold in both places. */
export function drawnGuide(
  text: string,
  target: Target,
  pictureAt: PictureAt = () => undefined,
): readonly Markup[] {
  return new Drawing(target, pictureAt).parts(markdown.parse(text, {}));
}

class Drawing {
  private readonly anchors = new Map<string, number>();

  constructor(
    private readonly target: Target,
    private readonly pictureAt: PictureAt,
  ) {}

  /** The tree of a flat list of tokens, in which a pair of tokens opens and closes each element. */
  parts(tokens: readonly Token[]): readonly Markup[] {
    const drawn: Markup[] = [];
    for (let n = 0; n < tokens.length; n += 1) {
      const token = tokens[n] as Token;
      if (token.nesting !== 1) {
        drawn.push(...this.leaf(token));
        continue;
      }
      const end = endOf(tokens, n);
      const inner = tokens.slice(n + 1, end);
      drawn.push(...this.element(token, this.parts(inner), inner));
      n = end;
    }
    return drawn;
  }

  private element(
    token: Token,
    children: readonly Markup[],
    inner: readonly Token[],
  ): readonly Markup[] {
    // A paragraph of a list that has no empty lines between its entries.
    if (token.hidden) return children;
    if (token.type === 'heading_open') {
      const id = this.anchor(inner.map(({ content }) => content).join(''));
      return [h(token.tag, { id }, children)];
    }
    if (token.type === 'link_open') {
      const href = this.target(String(token.attrGet('href') ?? ''));
      const isLink = href !== undefined && (isSafeUrl(href) || /^[#.\w]/.test(href));
      return isLink && !/^\s*(javascript|data|vbscript):/i.test(href)
        ? [h('a', { href }, children)]
        : children;
    }
    const element = h(token.tag, {}, children);
    return token.type === 'table_open' ? [movedByItself('Table', element)] : [element];
  }

  private leaf(token: Token): readonly Markup[] {
    if (token.type === 'inline') return this.parts(token.children ?? []);
    if (token.type === 'code_inline') return [h('code', {}, token.content)];
    if (token.type === 'fence' || token.type === 'code_block') {
      return [h('pre', { tabindex: 0, 'aria-label': 'Code' }, h('code', {}, token.content))];
    }
    if (token.type === 'hr') return [h('hr', {})];
    if (token.type === 'hardbreak') return [h('br', {})];
    if (token.type === 'image') return [this.picture(token)];
    return [token.type === 'softbreak' ? ' ' : token.content];
  }

  private picture(token: Token): Markup {
    const picture = this.pictureAt(String(token.attrGet('src') ?? ''));
    if (picture === undefined) return token.content;
    const { still, ...shown } = picture;
    const image = h('img', { ...shown, alt: token.content, loading: 'lazy' });
    if (still === undefined) return image;
    const media = '(prefers-reduced-motion: reduce)';
    return h('picture', {}, h('source', { media, srcset: still }), image);
  }

  /** As forges do: words in small letters, with hyphens between; the second of a name gets a number. */
  private anchor(content: string): string {
    const name = content
      .toLowerCase()
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
    const before = this.anchors.get(name) ?? 0;
    this.anchors.set(name, before + 1);
    return before === 0 ? name : `${name}-${before}`;
  }
}

/** What is too wide for a phone is moved by hand or keyboard, and not the page. */
function movedByItself(label: string, element: Markup): Markup {
  return h(
    'div',
    { class: 'guide-wide', tabindex: 0, role: 'region', 'aria-label': label },
    element,
  );
}

function endOf(tokens: readonly Token[], begin: number): number {
  let depth = 0;
  for (let n = begin; n < tokens.length; n += 1) {
    depth += tokens[n]?.nesting ?? 0;
    if (depth === 0) return n;
  }
  return tokens.length;
}
