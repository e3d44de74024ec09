import { wholeTextOf } from '../told/source.ts';
import type { Pages } from './format.ts';
import { XmlParser, type XmlTag } from './xml-parser.ts';

/** Where an entry stands, in characters. */
interface Span {
  readonly start: number;
  readonly end: number;
}

interface Form {
  /** What a document may be: an element of one of these names, whatever its prefix. */
  readonly roots: ReadonlySet<string>;
  /** The names of its entries. */
  readonly entries: ReadonlySet<string>;
  /** What stands around the entries of all pages. */
  readonly around: readonly [string, string];
}

/**
 * The pages of a feed of XML: each names the one behind it by a link of Atom with `rel="next"` (RFC 5005, 3), whatever its prefix. What
 * is in an entry is taken as it is written.
 */
export function xmlPages({ roots, entries, around: [before, behind] }: Form): Pages {
  return async (source, url) => {
    const found: Span[] = [];
    let [depth, base] = [0, url];
    let entry: { readonly depth: number; readonly start: number } | undefined;
    let next: string | undefined;
    const parser = new XmlParser({
      onOpen(tag, start) {
        depth += 1;
        if (depth === 1) {
          if (!roots.has(tag.name.replace(/^.*:/, '')))
            parser.fail(`<${tag.name}> is no page of a feed`);
          base = URL.parse(tag.attributes['xml:base'] ?? '', url)?.href ?? url;
        }
        if (entry !== undefined) return;
        if (entries.has(tag.name)) entry = { depth, start };
        else next ??= nextIn(tag, base);
      },
      onClose(end) {
        if (entry?.depth === depth) {
          found.push({ start: entry.start, end });
          entry = undefined;
        }
        depth -= 1;
      },
    });
    const spans: Span[] = [];
    for await (const span of parser.read(source, () => found.splice(0))) spans.push(span);
    return {
      next,
      async entries() {
        const text = await wholeTextOf(source);
        return spans.map(({ start, end }) => text.slice(start, end));
      },
      joined: (all) => before + all.join('\n') + behind,
    };
  };
}

function nextIn({ name, attributes }: XmlTag, base: string): string | undefined {
  const { rel, href = '' } = attributes;
  const isNext = /^(?:[\w-]+:)?link$/.test(name) && rel === 'next' && href.trim() !== '';
  return isNext ? URL.parse(href.trim(), base)?.href : undefined;
}
