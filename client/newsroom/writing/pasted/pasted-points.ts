import type { Element, ElementContent } from 'hast';
import { element, hasWords, tidied } from './clean-inlines.ts';
import { styleOf } from './pasted-style.ts';

/** A point of a list, before the list is made. */
export interface Point {
  readonly type: 'point';
  /** From 1. */
  readonly level: number;
  readonly isOrdered: boolean;
  /** The number of the first point of an ordered list. */
  readonly start?: number;
  readonly content: readonly Element[];
}

/** The level and kind of a paragraph that is a point in Word: it has no list, but a style and a bullet of its own. */
export function pointStyle(node: Element): Pick<Point, 'level' | 'isOrdered'> | undefined {
  const level = /\blevel(\d)/.exec(styleOf(node)['mso-list'] ?? '')?.[1];
  if (level === undefined) return undefined;
  return { level: Number(level), isOrdered: /^\s*\w{1,4}[.)]/.test(writtenMark(node)) };
}

/** The bullet or number that Word has written, "·" or "1.". */
function writtenMark(node: Element): string {
  return node.children
    .map((child): string => {
      if (child.type !== 'element') return '';
      return styleOf(child)['mso-list'] === 'ignore' ? textOf(child) : writtenMark(child);
    })
    .join('');
}

function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  return node.type === 'element' ? node.children.map(textOf).join('') : '';
}

/** A bullet that was typed, with the space behind it. */
const bullet = /^\s*(?:[•◦▪▫‣⁃●○■□·]\s+|o\t)/u;

/** The typed bullet at the beginning of a line. */
export function bulletOf([first]: readonly ElementContent[]): string | undefined {
  return first?.type === 'text' ? bullet.exec(first.value)?.[0] : undefined;
}

/** The lines of a paragraph, each that begins with a bullet as a point; one without belongs to the point before. */
export function bulletedLines(words: readonly ElementContent[]): readonly Point[] {
  const lines: ElementContent[][] = [];
  for (const line of linesOf(words)) {
    const found = bulletOf(line);
    const [first, ...others] = line;
    if (found !== undefined && first?.type === 'text') {
      lines.push([{ type: 'text', value: first.value.slice(found.length) }, ...others]);
    } else {
      lines.at(-1)?.push(element('br'), ...line);
    }
  }
  return lines
    .map((line) => tidied(line))
    .filter((line) => hasWords(line))
    .map((line) => ({
      type: 'point',
      level: 1,
      isOrdered: false,
      content: [element('p', line)],
    }));
}

function linesOf(words: readonly ElementContent[]): readonly (readonly ElementContent[])[] {
  const lines: ElementContent[][] = [[]];
  for (const node of words) {
    if (node.type === 'element' && node.tagName === 'br') lines.push([]);
    else lines.at(-1)?.push(node);
  }
  return lines;
}

/** Points that follow each other as lists, the deeper ones in the point before them. */
export function listsOf(points: readonly Point[]): readonly Element[] {
  const [first] = points;
  if (first === undefined) return [];
  const own: { readonly point: Point; readonly below: Point[] }[] = [];
  for (const point of points) {
    const last = own.at(-1);
    if (last !== undefined && point.level > first.level) last.below.push(point);
    else own.push({ point, below: [] });
  }
  const lists: Element[] = [];
  for (const { point, below } of own) {
    const tagName = point.isOrdered ? 'ol' : 'ul';
    const item = element('li', [...point.content, ...listsOf(below)]);
    const last = lists.at(-1);
    if (last?.tagName === tagName) last.children.push(item);
    else lists.push({ ...element(tagName, [item]), properties: startOf(point) });
  }
  return lists;
}

function startOf({ isOrdered, start = 1 }: Point): Element['properties'] {
  return isOrdered && start > 1 ? { start } : {};
}
