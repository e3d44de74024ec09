import { v7 } from 'uuid';
import type { Body } from '../../src/feed/body.ts';
import type { Command } from '../../src/log/command.ts';
import type { DraftContent } from '../../src/log/draft.ts';
import type { ItemContent } from '../../src/feed/item.ts';

/** A body of one plain paragraph. */
export function paragraph(text: string): Body {
  return [{ kind: 'paragraph', children: [{ kind: 'text', text }] }];
}

export function contentOf(headline: string): ItemContent {
  const body = paragraph(`${headline}.`);
  return { headline, body, bylines: [], breaking: false, key: false, tags: [] };
}

/** A post of a new item. */
export function postOf(headline: string): Extract<Command, { kind: 'post' }> {
  return { kind: 'post', id: v7(), content: contentOf(headline), markdown: `${headline}.` };
}

export function draftOf(headline: string): DraftContent {
  return { content: contentOf(headline), markdown: `${headline}.` };
}
