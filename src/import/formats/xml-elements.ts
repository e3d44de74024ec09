import type { Source } from '../told/source.ts';
import { XmlParser, type XmlTag } from './xml-parser.ts';

/** An element of XML with what is in it. Names have no prefix but those of `spaces`. */
export interface XmlElement extends XmlTag {
  readonly children: XmlElement[];
  text: string;
  /** What is in it, as markup: of XHTML. */
  inner: string;
}

/** One entry, with all that is in it. */
const maxEntryCharacters = 2_000_000;

/** The elements of certain names out of a document of XML, one after the other, however long it is. Throws as XmlParser does. */
export async function* xmlElements(
  source: Source,
  wanted: ReadonlySet<string>,
): AsyncGenerator<XmlElement> {
  const open: XmlElement[] = [];
  let size = 0;
  const ready: XmlElement[] = [];
  const parser = new XmlParser({
    onText(text) {
      const top = open.at(-1);
      if (top === undefined) return;
      size += text.length;
      if (size > maxEntryCharacters)
        parser.fail('An entry has more than 2 million characters: split it');
      top.text += text;
      top.inner += escaped(text);
    },
    onOpen({ name, attributes }) {
      const element: XmlElement = { name, attributes, children: [], text: '', inner: '' };
      if (open.length > 0 || wanted.has(name)) open.push(element);
    },
    onClose() {
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
  yield* parser.read(source, () => ready.splice(0));
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
