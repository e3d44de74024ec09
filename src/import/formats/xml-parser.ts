import sax from 'sax';
import { textOf, type Source } from '../told/source.ts';
import { unreadable } from '../told/unreadable.ts';

/** The name of an element, with its prefix, and its attributes. */
export interface XmlTag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What is told of a document while it is read. */
interface Handlers {
  /** `start`: where the tag begins, in characters from the document's beginning. */
  readonly onOpen: (tag: XmlTag, start: number) => void;
  /** `end`: behind the tag. */
  readonly onClose: (end: number) => void;
  readonly onText?: (text: string) => void;
}

const maxDepth = 64;
/** Written to the parser at once: it looks at its own bounds once in each. */
const pieceLength = 16_384;

/**
 * Reads XML piece by piece. Nothing that it declares is expanded or loaded: a document that declares entities is refused, as is
 * one that is no well-formed XML, or too deep. The refusal names the line.
 */
export class XmlParser {
  private depth = 0;
  private readonly parser = sax.parser(true, { position: true });

  constructor({ onOpen, onClose, onText = () => undefined }: Handlers) {
    const { parser } = this;
    Object.assign(parser, {
      onerror: ({ message }: Error) =>
        this.fail(`It is no well-formed XML: ${message.split('\n')[0] ?? ''}`),
      ondoctype: (doctype: string) => {
        const cure = 'which are not expanded: send it without its DOCTYPE';
        if (doctype.includes('[')) this.fail(`It declares entities, ${cure}`);
      },
      ontext: onText,
      oncdata: onText,
      onopentag: (tag: XmlTag) => {
        this.depth += 1;
        if (this.depth > maxDepth) {
          this.fail(`Elements are nested more than ${maxDepth} times: it is no feed`);
        }
        onOpen(tag, parser.startTagPosition - 1);
      },
      onclosetag: () => {
        this.depth -= 1;
        onClose(parser.position);
      },
    });
  }

  /** Reads a source to its end. After each piece, what was found in it is yielded: `found` takes it away. */
  async *read<T>(source: Source, found: () => readonly T[]): AsyncGenerator<T> {
    for await (const part of textOf(source)) {
      for (let at = 0; at < part.length; at += pieceLength) {
        this.parser.write(part.slice(at, at + pieceLength));
        yield* found();
      }
    }
    this.parser.close();
    yield* found();
  }

  fail(detail: string): never {
    throw unreadable(`${detail} (line ${this.parser.line + 1}).`);
  }
}
