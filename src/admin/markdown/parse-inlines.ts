import type { Token } from 'markdown-it';
import type { Block, Inline } from '../../feed/body.ts';
import { isSafeUrl } from '../../feed/draw/markup.ts';

type ImageBlock = Extract<Block, { kind: 'image' }>;
type Parsed = Inline | ImageBlock;
type TextInline = Extract<Inline, { kind: 'text' }>;

/**
 * The inlines of a block's tokens. Of a link with an unsafe address only the text is kept; of a picture, its alt text.
 */
export function parseInlines(tokens: readonly Token[]): readonly Parsed[] {
  const stack: { readonly open: Token | undefined; readonly children: Parsed[] }[] = [
    { open: undefined, children: [] },
  ];
  const top = () => stack.at(-1)?.children ?? [];
  for (const token of tokens) {
    if (token.nesting === 1) {
      stack.push({ open: token, children: [] });
    } else if (token.nesting === -1 && stack.length > 1) {
      const closed = stack.pop();
      if (closed?.open !== undefined) top().push(...wrap(closed.open, closed.children));
    } else {
      top().push(...leaf(token));
    }
  }
  return joinTexts(stack.flatMap(({ children }) => children));
}

function leaf(token: Token): readonly Parsed[] {
  switch (token.type) {
    case 'text':
    case 'text_special':
      return token.content === '' ? [] : [{ kind: 'text', text: token.content }];
    case 'code_inline':
      return [{ kind: 'code', text: token.content }];
    case 'softbreak':
    case 'hardbreak':
      return [{ kind: 'break' }];
    case 'image': {
      const url = String(token.attrGet('src') ?? '');
      const caption = String(token.attrGet('title') ?? '');
      const alt = token.content;
      if (!isSafeUrl(url)) return alt === '' ? [] : [{ kind: 'text', text: alt }];
      return [{ kind: 'image', url, alt, ...(caption === '' ? {} : { caption }) }];
    }
    default:
      return [];
  }
}

function wrap(open: Token, parsed: readonly Parsed[]): readonly Parsed[] {
  const images = parsed.filter((child) => child.kind === 'image');
  const children = joinTexts(parsed).filter((child) => child.kind !== 'image');
  if (children.length === 0) return images;
  switch (open.type) {
    case 'strong_open':
      return [{ kind: 'strong', children }, ...images];
    case 'em_open':
      return [{ kind: 'emphasis', children }, ...images];
    case 's_open':
      return [{ kind: 'deleted', children }, ...images];
    case 'link_open': {
      const url = String(open.attrGet('href') ?? '');
      return [
        ...(isSafeUrl(url) ? [{ kind: 'link' as const, url, children }] : children),
        ...images,
      ];
    }
    default:
      return [...children, ...images];
  }
}

/** Joins neighbouring texts: the parser splits a text at each character that may begin markup. */
export function joinTexts<T extends Parsed>(parsed: readonly T[]): (T | TextInline)[] {
  const result: (T | TextInline)[] = [];
  for (const inline of parsed) {
    const last = result.at(-1);
    if (inline.kind === 'text' && last?.kind === 'text') {
      result[result.length - 1] = { kind: 'text', text: last.text + inline.text };
    } else {
      result.push(inline);
    }
  }
  return result;
}
