import { maxColumns, tableOf, type Block, type Cell, type Inline } from '../../feed/body.ts';
import {
  attribute,
  found,
  isElement,
  isText,
  wordsIn,
  type Element,
  type Node,
} from './elements.ts';
import { filmAddress } from './film-address.ts';
import { HtmlInlines, isHidden, maxDepth } from './html-inlines.ts';
import { captionOf, pictureOf, plain } from './pictures.ts';
import { inlineTags, left, spoken } from './tags.ts';
import { hasWords, tidied } from './words.ts';

/** Makes blocks of a tree of HTML, and gathers its pictures and the links of captions on the way. */
export class HtmlBlocks extends HtmlInlines {
  flow(nodes: readonly Node[]): readonly Block[] {
    if (this.depth >= maxDepth) return paragraph([{ kind: 'text', text: wordsIn(nodes) }]);
    this.depth += 1;
    const blocks: Block[] = [];
    let run: Inline[] = [];
    const close = () => {
      blocks.push(...paragraph(run));
      run = [];
    };
    for (const node of nodes) {
      if (isText(node)) run.push({ kind: 'text', text: node.value });
      if (!isElement(node)) continue;
      if (isInlineOnly(node)) run.push(...this.inline(node));
      else {
        close();
        const before = this.images.length;
        blocks.push(...this.block(node));
        const follows = nodes.indexOf(node) < nodes.length - 1;
        if (this.images.length > before && follows && blocks.length > 0) {
          this.losses.add('place of pictures');
        }
      }
    }
    close();
    this.depth -= 1;
    return blocks;
  }

  private block(element: Element): readonly Block[] {
    const { tagName, childNodes } = element;
    switch (tagName) {
      case 'h1':
      case 'h2':
      case 'h3':
      case 'h4':
      case 'h5':
      case 'h6': {
        const level = Math.min(3, Math.max(1, Number(tagName[1]) - 1)) as 1 | 2 | 3;
        const children = tidied(this.inlines(childNodes)).filter(({ kind }) => kind !== 'break');
        return hasWords(children) ? [{ kind: 'heading', level, children }] : [];
      }
      case 'ul':
      case 'ol':
        return this.list(element);
      case 'blockquote': {
        const children = this.flow(childNodes);
        return children.length > 0 ? [{ kind: 'quote', children }] : [];
      }
      case 'pre':
        return [{ kind: 'code', text: wordsIn(childNodes).replace(/^\n|\n$/g, '') }];
      case 'hr':
        return [{ kind: 'rule' }];
      case 'table':
        return this.table(element);
      case 'figure':
        return this.figure(element);
      case 'img':
        this.picture(element);
        return [];
      case 'iframe':
      case 'embed':
      case 'object':
        return this.frame(element);
      case 'video':
      case 'audio':
        return this.film(element);
      default:
        if (spoken.has(tagName)) this.losses.add('script');
        return left.has(tagName) || isHidden(element) ? [] : this.flow(childNodes);
    }
  }

  private list(element: Element): readonly Block[] {
    const items = element.childNodes
      .filter(isElement)
      .map((child) => this.flow(child.tagName === 'li' ? child.childNodes : [child]))
      .filter((item) => item.length > 0);
    if (items.length === 0) return [];
    const start = Number(attribute(element, 'start') ?? 1);
    const ordered = element.tagName === 'ol';
    return [{ kind: 'list', ordered, ...(ordered && start > 1 && { start }), items }];
  }

  /** With its title above it. One of a single column only lays out what is in it. */
  private table(element: Element): readonly Block[] {
    const titles = found(element.childNodes, 'caption').flatMap(({ childNodes }) =>
      paragraph(this.inlines(childNodes)),
    );
    const trs = found(element.childNodes, 'tr');
    const rows = trs.map((row) =>
      found(row.childNodes, 'td', 'th').flatMap((cell) => this.cells(cell)),
    );
    const width = Math.max(0, ...rows.map((row) => row.length));
    if (width > maxColumns) return [...titles, ...this.lines(rows)];
    if (width < 2) return [...titles, ...rows.flat().flatMap(paragraph)];
    const isTitled = found(trs[0]?.childNodes ?? [], 'td').length === 0;
    const [head, others] = isTitled ? [rows[0] ?? [], rows.slice(1)] : [[], rows];
    return [...titles, tableOf(head, others)];
  }

  /** A cell, and the empty ones that it reaches over. */
  private cells(cell: Element): readonly Cell[] {
    const span = Math.trunc(Number(attribute(cell, 'colspan') ?? 1));
    const empty = Math.min(maxColumns, Math.max(1, span || 1)) - 1;
    const words = tidied(this.inlines(cell.childNodes)).map((inline): Inline =>
      inline.kind === 'break' ? { kind: 'text', text: ' ' } : inline,
    );
    return [words, ...Array.from({ length: empty }, (): Cell => [])];
  }

  /** Of a table that is too wide, each row is a line. */
  private lines(rows: readonly (readonly Cell[])[]): readonly Block[] {
    this.losses.add('table');
    const bar: Inline = { kind: 'text', text: ' | ' };
    const lines = rows.map((cells) =>
      cells.flatMap((cell, at) => (at === 0 ? cell : [bar, ...cell])),
    );
    const inOne = lines.flatMap((line, at): readonly Inline[] =>
      at === 0 ? line : [{ kind: 'break' }, ...line],
    );
    return paragraph(inOne);
  }

  private figure({ childNodes }: Element): readonly Block[] {
    const pictures = found(childNodes, 'img');
    const [figcaption] = found(childNodes, 'figcaption');
    if (pictures.length === 0 || found(childNodes, 'table', 'iframe', 'blockquote').length > 0) {
      return this.flow(childNodes);
    }
    const caption = captionOf(childNodes);
    for (const picture of pictures) this.keep(pictureOf(picture, this.addresses, caption));
    for (const link of found(figcaption?.childNodes ?? [], 'a')) this.relate(link);
    return [];
  }

  /** A film is shown when a reader asks; anything else is a link. */
  private frame(element: Element): readonly Block[] {
    const address = attribute(element, 'src') ?? attribute(element, 'data') ?? '';
    const url = this.addresses.absolute(address);
    if (url === undefined) return [];
    const film = filmAddress(url);
    if (film !== undefined) return [{ kind: 'embed', provider: '', url: film }];
    this.losses.add('interactive');
    const title = plain(attribute(element, 'title') ?? '');
    return paragraph([linkTo(url, title || url)]);
  }

  private film(element: Element): readonly Block[] {
    this.losses.add('film');
    const sources = [element, ...found(element.childNodes, 'source')];
    const [url] = sources.flatMap(
      (each) => this.addresses.absolute(attribute(each, 'src') ?? '') ?? [],
    );
    return url === undefined ? [] : paragraph([linkTo(url, url)]);
  }
}

function linkTo(url: string, text: string): Inline {
  return { kind: 'link', url, children: [{ kind: 'text', text }] };
}

/** Two line breaks in a row part paragraphs. */
function paragraph(inlines: readonly Inline[]): readonly Block[] {
  const parts: Inline[][] = [[]];
  let isAfterBreak = false;
  for (const inline of inlines) {
    const isBreak = inline.kind === 'break';
    if (isBreak && isAfterBreak) parts.push([]);
    else parts.at(-1)?.push(inline);
    if (inline.kind !== 'text' || inline.text.trim() !== '') isAfterBreak = isBreak;
  }
  return parts.flatMap((part) => {
    const children = tidied(part);
    return hasWords(children) ? [{ kind: 'paragraph', children } as const] : [];
  });
}

/** Whether an element and all in it can stand inside a line. */
function isInlineOnly(element: Element): boolean {
  if (element.tagName === 'br') return true;
  if (!inlineTags.has(element.tagName)) return false;
  return element.childNodes.every(
    (node) => !isElement(node) || node.tagName === 'img' || isInlineOnly(node),
  );
}
