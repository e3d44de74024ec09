import sax from 'sax';
import { textOf, type Source } from '../told/source.ts';
import { unreadable } from '../told/unreadable.ts';

/** An element of XML with what is in it. Names have no prefix but those of `spaces`. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
  /** What is in it, as markup: of XHTML. */
  inner: string;
}

const maxDepth = 64;
/** One entry, with all that is in it. */
const maxEntryCharacters = 2_000_000;
/** Written to the parser at once: it looks at its own bounds once in each. */
const pieceLength = 16_384;

/**
 * The elements of certain names out of a document of XML, one after the other, however long it is. Nothing that it declares is
 * expanded or loaded: a document that declares entities is refused.
 */
export async function* xmlElements(
  source: Source,
  wanted: ReadonlySet<string>,
): AsyncGenerator<XmlElement> {
  const parser = sax.parser(true, { position: true });
  const open: XmlElement[] = [];
  let depth = 0;
  let size = 0;
  let ready: XmlElement[] = [];
  const fail = (detail: string) => {
    throw unreadable(`${detail} (line ${parser.line + 1}).`);
  };
  const add = (text: string) => {
    const top = open.at(-1);
    if (top === undefined) return;
    size += text.length;
    if (size > maxEntryCharacters) fail('An entry has more than 2 million characters: split it');
    top.text += text;
    top.inner += escaped(text);
  };
  Object.assign(parser, {
    onerror: ({ message }: Error) =>
      fail(`It is no well-formed XML: ${message.split('\n')[0] ?? ''}`),
    ondoctype: (doctype: string) => {
      const cure = 'which are not expanded: send it without its DOCTYPE';
      if (doctype.includes('[')) fail(`It declares entities, ${cure}`);
    },
    ontext: add,
    oncdata: add,
    onopentag: ({ name, attributes }: Pick<XmlElement, 'name' | 'attributes'>) => {
      depth += 1;
      if (depth > maxDepth) {
        fail(`Elements are nested more than ${maxDepth} times: it is no feed`);
      }
      const element: XmlElement = { name, attributes, children: [], text: '', inner: '' };
      if (open.length > 0 || wanted.has(name)) open.push(element);
    },
    onclosetag: () => {
      depth -= 1;
      const element = open.pop();
      if (element === undefined) return;
      const parent = open.at(-1);
      if (parent !== undefined) {
        parent.children.push(element);
        parent.inner += markupOf(element);
        return;
      }
      ready.push(element);
      size = 0;
    },
  });
  for await (const part of textOf(source)) {
    for (let at = 0; at < part.length; at += pieceLength) {
      parser.write(part.slice(at, at + pieceLength));
      const done = ready;
      ready = [];
      yield* done;
    }
  }
  parser.close();
  yield* ready;
}

/** The first child of one of these names. */
export function child(element: XmlElement, ...names: readonly string[]): XmlElement | undefined {
  return names.flatMap((name) => element.children.filter((each) => each.name === name))[0];
}

export function childText(element: XmlElement, ...names: readonly string[]): string {
  return child(element, ...names)?.text.trim() ?? '';
}

function markupOf({ name, attributes, inner }: XmlElement): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const tag = name.replace(/^\w+:/, '');
  return /^(br|hr|img)$/i.test(tag)
    ? `<${tag}${list.join('')}>`
    : `<${tag}${list.join('')}>${inner}</${tag}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
