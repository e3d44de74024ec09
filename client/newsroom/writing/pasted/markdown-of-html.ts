import type { Element } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toMdast } from 'hast-util-to-mdast';
import type { Nodes } from 'mdast';
import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { defaultHandlers, toMarkdown, type Handle } from 'mdast-util-to-markdown';
import { cleanBlocks } from './clean-html.ts';

declare module 'mdast-util-to-markdown' {
  interface ConstructNameMap {
    strikethrough: 'strikethrough';
  }
}

export interface PastedMarkdown {
  readonly markdown: string;
  /** One paragraph, which stands inside another; otherwise whole blocks. */
  readonly isInline: boolean;
}

/**
 * Makes Markdown, as the server reads it, of HTML from a clipboard: of word processors, mail and web pages. Undefined when the
 * HTML says no more than its plain text. The HTML is parsed to a tree and never to a document: nothing in it runs or is loaded.
 */
export function markdownOfHtml(html: string): PastedMarkdown | undefined {
  const blocks = cleanBlocks(fromHtml(html, { fragment: true }).children);
  if (!isFormatted(blocks, html)) return undefined;
  const tree = withTightLists(toMdast({ type: 'root', children: [...blocks] }));
  const markdown = toMarkdown(tree, {
    bullet: '-',
    rule: '-',
    emphasis: '*',
    extensions: [gfmTableToMarkdown()],
    handlers: { break: lineBreak, delete: deleted, link, text },
    unsafe: [{ character: '~', inConstruct: 'phrasing' }],
  }).trim();
  const [first, ...others] = blocks;
  return markdown === ''
    ? undefined
    : { markdown, isInline: others.length === 0 && first?.tagName === 'p' };
}

/** Paragraphs alone are formatting only where the page says that they are paragraphs: code editors make each line a block. */
function isFormatted(blocks: readonly Element[], html: string): boolean {
  const [first, ...others] = blocks;
  if (first === undefined) return false;
  if (others.length === 0 && first.tagName === 'pre') return false;
  const isPlain = blocks.every(
    ({ tagName, children }) => tagName === 'p' && children.every(isTextOrBreak),
  );
  return !isPlain || (others.length > 0 && /<p[\s>]/i.test(html));
}

function isTextOrBreak(node: Element['children'][number]): boolean {
  return node.type === 'text' || (node.type === 'element' && node.tagName === 'br');
}

/** No empty lines between the points of a list. */
function withTightLists(node: Nodes): Nodes {
  if (node.type === 'list' || node.type === 'listItem') node.spread = false;
  if ('children' in node) node.children.forEach((child) => withTightLists(child));
  return node;
}

/** A line break in Markdown is one. */
const lineBreak: Handle = () => '\n';

/** Not in CommonMark: the server reads GitHub's. */
const deleted: Handle = (node, _parent, state, info) => {
  const exit = state.enter('strikethrough');
  const words = state.containerPhrasing(node, { ...info, before: '~', after: '~' });
  exit();
  return `~~${words}~~`;
};

/** An address by itself is a link already, and may become an embed. */
const link: Handle = (node, parent, state, info) => {
  const [only, ...others] = node.children;
  const isBare = others.length === 0 && only?.type === 'text' && only.value === node.url;
  if (isBare && /^https?:\/\/[\w\-./?=&%#:+@,;]+$/.test(node.url)) return node.url;
  return plainAnds(defaultHandlers.link(node, parent, state, info));
};

const text: Handle = (node, parent, state, info) =>
  plainAnds(defaultHandlers.text(node, parent, state, info));

/** The library escapes every "&" before a letter: only the beginning of a character reference ("&lt;") has to be. */
function plainAnds(markdown: string): string {
  return markdown.replace(/\\&(?!#?\w+;)/g, '&');
}
