import { maxColumns, tableOf, type Block, type Body, type Inline } from '../../feed/body.ts';
import { isRecord } from '../../feed/shape.ts';

const maxDepth = 20;
const maxNodes = 20_000;

/**
 * A body out of what another server says is one: blocks of kinds that are known, and nothing of later versions. Undefined for
 * what is no body, or too large or deep for one. `absolute`: makes an address of that server's own whole.
 */
export function readBody(given: unknown, absolute: (url: string) => string): Body | undefined {
  let nodes = 0;
  const listOf = <T>(
    value: unknown,
    depth: number,
    one: (v: unknown, d: number) => T | undefined,
  ): readonly T[] => {
    if (!Array.isArray(value) || depth > maxDepth) throw unreadable;
    nodes += value.length;
    if (nodes > maxNodes) throw unreadable;
    const made = value.map((child: unknown) => one(child, depth + 1));
    return made.filter((child) => child !== undefined);
  };
  const block = (value: unknown, depth: number): Block | undefined => {
    if (!isRecord(value)) throw unreadable;
    const { kind, children, text, level, ordered, start, items, url, alt, caption } = value;
    switch (kind) {
      case 'paragraph':
        return { kind, children: listOf(children, depth, inline) };
      case 'heading':
        if (level !== 1 && level !== 2 && level !== 3) throw unreadable;
        return { kind, level, children: listOf(children, depth, inline) };
      case 'quote':
        return { kind, children: listOf(children, depth, block) };
      case 'list': {
        const rows = listOf(items, depth, (item, below) => listOf(item, below, block));
        const first = typeof start === 'number' && Number.isSafeInteger(start) && start >= 0;
        return { kind, ordered: ordered === true, ...(first && { start }), items: rows };
      }
      case 'code':
        return { kind, text: textIn(text) };
      case 'rule':
        return { kind };
      case 'table': {
        const cells = (row: unknown, below: number) =>
          listOf(row, below, (cell, d) => listOf(cell, d, inline));
        const head = cells(value['head'], depth);
        const rows = listOf(value['rows'], depth, cells);
        const align = listOf(value['align'], depth, (where) =>
          where === 'center' || where === 'end' ? where : 'start',
        );
        if ([head, ...rows].some((row) => row.length > maxColumns)) throw unreadable;
        return tableOf(head, rows, align);
      }
      case 'image': {
        const said = typeof caption === 'string' ? { caption } : {};
        return { kind, url: absolute(textIn(url)), alt: textIn(alt), ...said };
      }
      case 'embed': {
        const film = URL.parse(textIn(url));
        return film === null ? undefined : { kind, provider: '', url: film.href };
      }
      default:
        return undefined;
    }
  };
  const inline = (value: unknown, depth: number): Inline | undefined => {
    if (!isRecord(value)) throw unreadable;
    const { kind, children, text, url } = value;
    switch (kind) {
      case 'text':
      case 'code':
        return { kind, text: textIn(text) };
      case 'break':
        return { kind };
      case 'strong':
      case 'emphasis':
      case 'deleted':
        return { kind, children: listOf(children, depth, inline) };
      case 'link':
        return { kind, url: absolute(textIn(url)), children: listOf(children, depth, inline) };
      default:
        return undefined;
    }
  };
  try {
    return listOf(given, 0, block);
  } catch (error) {
    if (error !== unreadable) throw error;
    return undefined;
  }
}

const unreadable = new Error('This is no body.');

function textIn(value: unknown): string {
  if (typeof value !== 'string') throw unreadable;
  return value;
}
