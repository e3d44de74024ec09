import type { BlockContent, ListItem, PhrasingContent, RootContent, TableRow } from 'mdast';
import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { toMarkdown, type Handle } from 'mdast-util-to-markdown';
import type { Block, Body, Cell, Inline } from '../../feed/body.ts';

declare module 'mdast-util-to-markdown' {
  interface ConstructNameMap {
    strikethrough: 'strikethrough';
  }
}

/** Not in CommonMark: this project's Markdown has it from GitHub's. */
const deleted: Handle = (node, _parent, state, info) => {
  const tracker = state.createTracker(info);
  const exit = state.enter('strikethrough');
  const before = tracker.move('~~');
  const words = state.containerPhrasing(node, { ...tracker.current(), before, after: '~' });
  exit();
  return `${before}${tracker.move(words)}~~`;
};

/**
 * Writes a body as Markdown that `parseMarkdown` makes the same body of: for a wording whose own Markdown is not kept. It
 * may be typed otherwise than its editor typed it.
 */
export function writeMarkdown(body: Body): string {
  const tree = { type: 'root' as const, children: body.map(blockNode) };
  return toMarkdown(tree, {
    bullet: '-',
    rule: '-',
    fences: true,
    emphasis: '*',
    extensions: [gfmTableToMarkdown()],
    handlers: { delete: deleted },
    unsafe: [{ character: '~', inConstruct: 'phrasing' }],
  }).trimEnd();
}

function blockNode(block: Block): RootContent & BlockContent {
  switch (block.kind) {
    case 'paragraph':
      return { type: 'paragraph', children: block.children.map(inlineNode) };
    case 'heading':
      return { type: 'heading', depth: block.level, children: block.children.map(inlineNode) };
    case 'list': {
      const { ordered, start } = block;
      const items = block.items.map((item): ListItem => ({
        type: 'listItem',
        spread: false,
        children: item.map(blockNode),
      }));
      return { type: 'list', ordered, start: start ?? null, spread: false, children: items };
    }
    case 'quote':
      return { type: 'blockquote', children: block.children.map(blockNode) };
    case 'code':
      return { type: 'code', value: block.text };
    case 'rule':
      return { type: 'thematicBreak' };
    case 'table': {
      const align = block.align.map((where) => mdastAlign[where]);
      return { type: 'table', align, children: [block.head, ...block.rows].map(rowNode) };
    }
    case 'image': {
      const { url, alt, caption = null } = block;
      return { type: 'paragraph', children: [{ type: 'image', url, alt, title: caption }] };
    }
    case 'embed':
      // A paragraph that is nothing but this address is the embed again.
      return { type: 'html', value: block.url };
  }
}

const mdastAlign = { start: null, center: 'center', end: 'right' } as const;

function rowNode(cells: readonly Cell[]): TableRow {
  return {
    type: 'tableRow',
    children: cells.map((cell) => ({ type: 'tableCell', children: cell.map(inlineNode) })),
  };
}

function inlineNode(inline: Inline): PhrasingContent {
  switch (inline.kind) {
    case 'text':
      return { type: 'text', value: inline.text };
    case 'code':
      return { type: 'inlineCode', value: inline.text };
    case 'break':
      return { type: 'break' };
    case 'strong':
      return { type: 'strong', children: inline.children.map(inlineNode) };
    case 'emphasis':
      return { type: 'emphasis', children: inline.children.map(inlineNode) };
    case 'deleted':
      return { type: 'delete', children: inline.children.map(inlineNode) };
    case 'link':
      return { type: 'link', url: inline.url, children: inline.children.map(inlineNode) };
  }
}
