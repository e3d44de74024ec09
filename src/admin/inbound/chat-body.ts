import type { Block, Body, Inline } from '../../feed/body.ts';
import { isSafeUrl } from '../../feed/draw/markup.ts';
import { joinTexts } from '../markdown/parse-inlines.ts';
import type { Run } from './chat-message.ts';

type Line = readonly Run[];

const bullet = /^\s*[•◦▪‣*-]\s+/;
const number = /^\s*(\d{1,9})[.)]\s+/;

/** The blocks of a message: chats have lines, of which some are written as lists. Empty for a message without words. */
export function chatBody(runs: readonly Run[]): Body {
  return blocksOf(linesOf(runs));
}

function linesOf(runs: readonly Run[]): readonly Line[] {
  const lines: Run[][] = [[]];
  for (const run of runs) {
    run.text.split(/\r\n|\n/).forEach((text, index) => {
      if (index > 0) lines.push([]);
      // An empty line of a block of code is one of its lines.
      if (text !== '' || run.block === true) lines.at(-1)?.push({ ...run, text });
    });
  }
  return lines;
}

function blocksOf(lines: readonly Line[]): Body {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length;) {
    const kind = kindOf(lines[at] ?? []);
    let end = at + 1;
    while (end < lines.length && kindOf(lines[end] ?? []) === kind) end += 1;
    blocks.push(...blockOf(kind, lines.slice(at, end)));
    at = end;
  }
  return blocks;
}

type LineKind = 'blank' | 'code' | 'quote' | 'bullet' | 'number' | 'words';

function kindOf(line: Line): LineKind {
  const words = line.filter(({ text }) => text.trim() !== '');
  if (line.length > 0 && line.every((run) => run.block)) return 'code';
  const [first] = words;
  if (first === undefined) return 'blank';
  if (words.every((run) => run.quote)) return 'quote';
  const text = textOf(line);
  if (bullet.test(text)) return 'bullet';
  return number.test(text) ? 'number' : 'words';
}

function blockOf(kind: LineKind, lines: readonly Line[]): readonly Block[] {
  switch (kind) {
    case 'blank':
      return [];
    case 'code':
      return [{ kind: 'code', text: lines.map(textOf).join('\n') }];
    case 'quote':
      return [{ kind: 'quote', children: blocksOf(lines.map(withoutQuote)) }];
    case 'bullet':
      return [{ kind: 'list', ordered: false, items: itemsOf(lines, bullet) }];
    case 'number': {
      const start = Number(number.exec(textOf(lines[0] ?? []))?.[1] ?? 1);
      const items = itemsOf(lines, number);
      return [{ kind: 'list', ordered: true, ...(start === 1 ? {} : { start }), items }];
    }
    case 'words': {
      const children = lines.flatMap((line, index): readonly Inline[] => [
        ...(index === 0 ? [] : [{ kind: 'break' } as const]),
        ...inlinesOf(line),
      ]);
      return [{ kind: 'paragraph', children }];
    }
  }
}

function itemsOf(lines: readonly Line[], mark: RegExp): readonly (readonly Block[])[] {
  return lines.map((line) => [
    { kind: 'paragraph', children: inlinesOf(withoutStart(line, mark)) } as const,
  ]);
}

function withoutQuote(line: Line): Line {
  return line.map(({ quote: _, ...run }) => run);
}

/** The line without the mark of a list, in however many runs that is written. */
function withoutStart(line: Line, mark: RegExp): Line {
  let left = mark.exec(textOf(line))?.[0].length ?? 0;
  return line.flatMap((run) => {
    const text = run.text.slice(left);
    left = Math.max(0, left - run.text.length);
    return text === '' ? [] : [{ ...run, text }];
  });
}

function textOf(line: Line): string {
  return line.map(({ text }) => text).join('');
}

/** The ways of writing, from the outermost in. Runs beside each other that share one are in one. */
const layers = ['strong', 'emphasis', 'deleted', 'link'] as const;

function inlinesOf(line: Line): readonly Inline[] {
  return inLayer(line, 0);
}

function inLayer(line: Line, depth: number): readonly Inline[] {
  const layer = layers[depth];
  if (layer === undefined) {
    return joinTexts(
      line.map(({ text, code, block }) => ({ kind: (code ?? block) ? 'code' : 'text', text })),
    );
  }
  const groups: Run[][] = [];
  for (const run of line) {
    const last = groups.at(-1);
    if (last !== undefined && last[0]?.[layer] === run[layer]) last.push(run);
    else groups.push([run]);
  }
  return joinTexts(groups.flatMap((group) => wrapped(group, layer, depth)));
}

function wrapped(
  group: readonly Run[],
  layer: (typeof layers)[number],
  depth: number,
): readonly Inline[] {
  const children = inLayer(group, depth + 1);
  const mark = group[0]?.[layer];
  // What is nothing but space is written in no way.
  if (mark === undefined || mark === false || textOf(group).trim() === '') return children;
  if (typeof mark !== 'string') return layer === 'link' ? children : [{ kind: layer, children }];
  return isSafeUrl(mark) ? [{ kind: 'link', url: mark, children }] : children;
}
