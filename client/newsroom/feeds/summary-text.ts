import { inlineText, type Block, type Body, type Inline } from '../../../src/feed/body.ts';

/** The Markdown from which the server makes the same summary: it keeps no other text of one. */
export function summaryText(summary: Body = []): string {
  return summary.map(blockText).join('\n\n');
}

function blockText(block: Block): string {
  if (block.kind === 'paragraph') return lineStart(inlines(block.children));
  if (block.kind !== 'list') return '';
  const { ordered, start = 1 } = block;
  const points = block.items.map((item, index) => {
    const mark = ordered ? `${start + index}. ` : '- ';
    return mark + summaryText(item).replaceAll('\n', `\n${' '.repeat(mark.length)}`);
  });
  return points.join(block.items.some((item) => item.length > 1) ? '\n\n' : '\n');
}

function inlines(children: readonly Inline[]): string {
  return children.map(inlineMarkdown).join('');
}

function inlineMarkdown(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
      return inline.text.replace(/[\\`*_[\]<>~&]/g, '\\$&');
    case 'code':
      return `\`${inline.text}\``;
    case 'break':
      return '\n';
    case 'strong':
      return `**${inlines(inline.children)}**`;
    case 'emphasis':
      return `*${inlines(inline.children)}*`;
    case 'deleted':
      return `~~${inlines(inline.children)}~~`;
    case 'link':
      // An address by itself is a link already.
      return inlineText(inline.children) === inline.url
        ? inline.url
        : `[${inlines(inline.children)}](<${inline.url}>)`;
  }
}

/** A line that would begin a heading, a point or a rule begins as text. */
function lineStart(text: string): string {
  return text.replace(/^(?=[#+=|-])/gm, '\\').replace(/^(\d+)(?=[.)])/gm, '$1\\');
}
