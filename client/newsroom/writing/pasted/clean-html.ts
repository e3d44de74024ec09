import type { Element, ElementContent, RootContent, Text } from 'hast';
import { maxColumns } from '../../../../src/feed/body.ts';
import { element, hasWords, isInline, tidied } from './clean-inlines.ts';
import { hrefOf, markedText, type Around } from './marked-text.ts';
import { isHidden, marksIn, type Mark } from './pasted-style.ts';
import { bulletOf, bulletedLines, listsOf, pointStyle, type Point } from './pasted-points.ts';

type Piece = ElementContent | Point;

const nothing: Around = { marks: new Set() };

/** Elements whose words are no words of the text. */
const unread = new Set(
  (
    'script style head title meta link template noscript iframe object embed svg math audio video canvas img picture ' +
    'button input select textarea map area base xml'
  ).split(' '),
);

const containers = new Set(
  (
    'p div section article main header footer aside nav figure figcaption details summary body html center address ' +
    'fieldset form dl dt dd hgroup'
  ).split(' '),
);

/**
 * Only what Markdown of this project has: paragraphs, headings, lists, quotes, code, rules; bold, italic, deleted and links to
 * addresses of the web; tables.
 */
export function cleanBlocks(nodes: readonly RootContent[]): readonly Element[] {
  return blocks(pieces(nodes, nothing));
}

function pieces(nodes: readonly RootContent[], around: Around): readonly Piece[] {
  return nodes.flatMap((node): readonly Piece[] => {
    if (node.type === 'text') return markedText(node.value, around);
    return node.type === 'element' ? piecesOf(node, around) : [];
  });
}

function piecesOf(node: Element, around: Around): readonly Piece[] {
  const { tagName, children } = node;
  if (unread.has(tagName) || isHidden(node)) return [];
  const inside = { ...around, marks: marksIn(node, around.marks) };
  switch (tagName) {
    case 'br':
      return [element('br')];
    case 'hr':
      return [element('hr')];
    case 'a':
      return pieces(children, { ...inside, ...hrefOf(node) });
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return heading(tagName, children);
    case 'ul':
    case 'ol':
      return points(node, 1, inside);
    case 'li':
      return [{ type: 'point', level: 1, isOrdered: false, content: content(children, inside) }];
    case 'blockquote': {
      const quoted = blocks(pieces(children, inside));
      return quoted.length === 0 ? [] : [element('blockquote', quoted)];
    }
    case 'pre':
      return [element('pre', [element('code', [{ type: 'text', value: textIn(node) }])])];
    case 'table':
      return table(node, inside);
    default:
      return containers.has(tagName) ? container(node, inside) : pieces(children, inside);
  }
}

function container(node: Element, inside: Around): readonly Piece[] {
  const style = pointStyle(node);
  if (style === undefined) return grouped(pieces(node.children, inside));
  return [{ type: 'point', ...style, content: content(node.children, inside) }];
}

/** Bold is what a heading is anyway. */
function heading(tagName: string, children: readonly ElementContent[]): readonly Piece[] {
  const line = linesAsOne(blocks(pieces(children, nothing)), { type: 'text', value: ' ' });
  const words = tidied(line.flatMap((node) => unmarked(node, 'strong')));
  return hasWords(words) ? [element(tagName, words)] : [];
}

/** The points of a list, and of those that stand directly in it. */
function points(list: Element, level: number, around: Around): readonly Point[] {
  const isOrdered = list.tagName === 'ol';
  return list.children.flatMap((child): readonly Point[] => {
    if (child.type !== 'element' || isHidden(child)) return [];
    if (child.tagName === 'ul' || child.tagName === 'ol') return points(child, level + 1, around);
    const said = Number(child.properties['dataAriaLevel'] ?? child.properties['ariaLevel']);
    const inside = { ...around, marks: marksIn(child, around.marks) };
    const words = content(child.children, inside);
    if (words.length === 0) return [];
    const start = Number(list.properties['start'] ?? 1);
    return [{ type: 'point', level: said > 0 ? said : level, isOrdered, start, content: words }];
  });
}

/** The blocks in a point. */
function content(children: readonly ElementContent[], around: Around): readonly Element[] {
  return blocks(pieces(children, around));
}

/** A table of a single column only lays out what is in it; of one with more columns than an item may have, each row is a line. */
function table(node: Element, around: Around): readonly Piece[] {
  const rows = rowsIn(node)
    .map((row) => cellsIn(row, around))
    .filter((cells) => cells.some((cell) => cell.length > 0));
  const width = Math.max(0, ...rows.map((cells) => cells.length));
  if (width < 2) return rows.flat(2);
  const space: Text = { type: 'text', value: ' ' };
  const words = rows.map((cells) => cells.map((cell) => linesAsOne(cell, space)));
  if (width > maxColumns) {
    const bar: Text = { type: 'text', value: ' | ' };
    return grouped(
      joined(
        words.map((cells) => joined(cells, bar)),
        element('br'),
      ),
    );
  }
  const [head = [], ...others] = words;
  return [element('table', [rowOf(head, 'th'), ...others.map((cells) => rowOf(cells, 'td'))])];
}

function rowOf(cells: readonly (readonly ElementContent[])[], tagName: 'th' | 'td'): Element {
  return element(
    'tr',
    cells.map((cell) => element(tagName, cell)),
  );
}

function cellsIn(row: Element, around: Around): readonly (readonly Element[])[] {
  return row.children
    .filter((cell) => cell.type === 'element')
    .flatMap((cell) => {
      const span = Math.min(maxColumns, Number(cell.properties['colSpan'] ?? 1)) || 1;
      const empty = Array.from({ length: span - 1 }, () => []);
      return [blocks(pieces(cell.children, around)), ...empty];
    });
}

function rowsIn(node: Element): readonly Element[] {
  return node.children.flatMap((child) => {
    if (child.type !== 'element' || isHidden(child)) return [];
    return child.tagName === 'tr' ? [child] : rowsIn(child);
  });
}

/** Paragraphs and lists out of pieces of any kind. */
function blocks(found: readonly Piece[]): readonly Element[] {
  const result: Element[] = [];
  let run: Point[] = [];
  const close = (): void => {
    result.push(...listsOf(run));
    run = [];
  };
  for (const piece of grouped(found)) {
    if (piece.type === 'point') run.push(piece);
    else {
      close();
      result.push(piece);
    }
  }
  close();
  return result;
}

/** What stands beside blocks becomes paragraphs; lines that begin with a bullet become points. */
function grouped(found: readonly Piece[]): readonly (Element | Point)[] {
  const result: (Element | Point)[] = [];
  let run: ElementContent[] = [];
  const close = (): void => {
    const words = tidied(run);
    run = [];
    if (!hasWords(words)) return;
    if (bulletOf(words) === undefined) result.push(element('p', words));
    else result.push(...bulletedLines(words));
  };
  for (const piece of found) {
    if (piece.type === 'point' || (piece.type === 'element' && !isInline(piece))) {
      close();
      result.push(piece);
    } else {
      run.push(piece);
    }
  }
  close();
  return result;
}

/** The words of blocks, without their lines. */
function linesAsOne(found: readonly Element[], between: Text): readonly ElementContent[] {
  const lines = found.map((block) =>
    block.children.flatMap((child): readonly ElementContent[] => {
      if (child.type !== 'element') return [child];
      if (child.tagName === 'br') return [between];
      return isInline(child) ? [child] : linesAsOne([child], between);
    }),
  );
  return joined(lines, between);
}

function joined<T>(lists: readonly (readonly T[])[], between: T): readonly T[] {
  return lists.flatMap((list, index) => (index === 0 ? list : [between, ...list]));
}

function unmarked(node: ElementContent, mark: Mark): readonly ElementContent[] {
  return node.type === 'element' && node.tagName === mark ? node.children : [node];
}

function textIn(node: Element): string {
  return node.children
    .map((child) => {
      if (child.type === 'text') return child.value;
      if (child.type !== 'element') return '';
      return child.tagName === 'br' ? '\n' : textIn(child);
    })
    .join('');
}
