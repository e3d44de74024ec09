import type { Block } from '../../feed/body.ts';
import type { Image, Related } from '../../feed/item.ts';
import type { Loss } from '../told/losses.ts';
import type { ReadHtml } from './read-html.ts';

const nothing: ReadHtml = { body: [], images: [], related: [], losses: [], faults: [] };

/** Readings of what a source tells in fields of its own, to stand among those of HTML. */
export const reading = {
  block: (...body: readonly Block[]): ReadHtml => ({ ...nothing, body }),
  image: (image: Image): ReadHtml => ({ ...nothing, images: [image] }),
  related: (link: Related): ReadHtml => ({ ...nothing, related: [link] }),
  loss: (...losses: readonly Loss[]): ReadHtml => ({ ...nothing, losses }),
};

export function textBlock(text: string): Block {
  return { kind: 'paragraph', children: [{ kind: 'text', text }] };
}

export function linkBlock(url: string, text: string): Block {
  return {
    kind: 'paragraph',
    children: [{ kind: 'link', url, children: [{ kind: 'text', text }] }],
  };
}
