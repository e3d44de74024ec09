import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ParseOption, RelaxNGValidator, XmlDocument, type XmlElement } from 'libxml2-wasm';

const namespaces = {
  a: 'http://www.w3.org/2005/Atom',
  at: 'http://purl.org/atompub/tombstones/1.0',
  content: 'http://purl.org/rss/1.0/modules/content/',
  dc: 'http://purl.org/dc/elements/1.1/',
  s: 'http://www.sitemaps.org/schemas/sitemap/0.9',
  news: 'http://www.google.com/schemas/sitemap-news/0.9',
};

/** Reads XML as libxml2 does, which fixes nothing and fetches nothing. Throws what is wrong. */
export function parseStrictly(xml: string): XmlDocument {
  return XmlDocument.fromString(xml, { option: ParseOption.XML_PARSE_NONET });
}

/** Throws the places where a document breaks a schema of `schemas/`. */
export function validate(document: XmlDocument, schema: string): void {
  const file = resolve(import.meta.dirname, 'schemas', schema);
  const grammar = XmlDocument.fromString(readFileSync(file, 'utf8'));
  const validator = RelaxNGValidator.fromDoc(grammar);
  try {
    validator.validate(document);
  } finally {
    validator.dispose();
    grammar.dispose();
  }
}

/** The texts (or values of attributes) at an XPath, in document order. */
export function textsAt(document: XmlDocument, xpath: string): readonly string[] {
  return document.find(xpath, namespaces).map((node) => (node as XmlElement).content);
}
