import { bodyText, type Block, type Body } from '../../feed/body.ts';
import { excessOf } from '../markdown/excess.ts';
import { parseMarkdown } from '../markdown/parse-markdown.ts';
import { text } from './text.ts';

/** Of the words that readers see: every reader gets them with the feed, and they stand above the news. */
const maxLetters = 600;
const maxBlocks = 10;

/** What is known so far, in Markdown: paragraphs and plain lists. */
export const summary = text(2_000).transform((markdown, context): Body => {
  const excess = excessOf(markdown);
  const body = excess === undefined ? parseMarkdown(markdown) : [];
  const faults = [
    excess ?? (body.length === 0 && 'must not be blank; leave it out instead'),
    bodyText(body).length > maxLetters && `must be at most ${maxLetters} characters of text`,
    blocksIn(body) > maxBlocks && `must be at most ${maxBlocks} paragraphs and points`,
    !body.every(isPlain) && 'must be paragraphs and lists of one level',
  ].filter((fault) => fault !== false);
  for (const message of faults) context.addIssue({ code: 'custom', message });
  return body;
});

function blocksIn(body: Body): number {
  return body.reduce((sum, block) => sum + (block.kind === 'list' ? block.items.length : 1), 0);
}

function isPlain(block: Block): boolean {
  if (block.kind !== 'list') return block.kind === 'paragraph';
  return block.items.every((item) => item.every(({ kind }) => kind === 'paragraph'));
}
