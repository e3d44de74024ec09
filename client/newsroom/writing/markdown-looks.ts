import type { EditorState, Range } from '@codemirror/state';
import {
  Decoration,
  Direction,
  EditorView,
  ViewPlugin,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import type { SyntaxNodeRef } from '@lezer/common';
import { markdownSyntax } from './markdown-syntax.ts';

/** The class of each line of a block. */
const ofLines: Readonly<Record<string, string>> = {
  ATXHeading1: 'md-heading',
  ATXHeading2: 'md-heading',
  ATXHeading3: 'md-heading',
  ATXHeading4: 'md-heading',
  ATXHeading5: 'md-heading',
  ATXHeading6: 'md-heading',
  SetextHeading1: 'md-heading',
  SetextHeading2: 'md-heading',
  Blockquote: 'md-quote',
  FencedCode: 'md-code',
  Table: 'md-table',
};

/** The class of a part of a line. Marks are quiet, and stay. */
const ofParts: Readonly<Record<string, string>> = {
  StrongEmphasis: 'md-strong',
  Emphasis: 'md-emphasis',
  InlineCode: 'md-code',
  HeaderMark: 'md-mark',
  QuoteMark: 'md-mark',
  ListMark: 'md-mark',
  EmphasisMark: 'md-mark',
  StrikethroughMark: 'md-mark',
  LinkMark: 'md-mark',
  LinkTitle: 'md-mark',
  CodeMark: 'md-mark',
  CodeInfo: 'md-mark',
  HorizontalRule: 'md-mark',
  TableDelimiter: 'md-mark',
};

interface Inner {
  readonly mark: string;
  readonly look: string;
}

/** A line that is drawn through or below words is not drawn at their marks. */
const ofInner: Readonly<Record<string, Inner>> = {
  Link: { mark: 'LinkMark', look: 'md-link' },
  Strikethrough: { mark: 'StrikethroughMark', look: 'md-deleted' },
};

const line = cached((name) => Decoration.line({ class: name }));
const part = cached((name) => Decoration.mark({ class: name }));
/** An address runs from left to right, in any text. */
const address = cached((name) =>
  Decoration.mark({ class: name, attributes: { dir: 'ltr' }, bidiIsolate: Direction.LTR }),
);
const ownDirection = Decoration.line({ attributes: { dir: 'auto' } });

/** Shows what a text will be, in the text: headings, bold, links; and gives each line its direction. */
export const markdownLooks = ViewPlugin.fromClass(
  class {
    looks: DecorationSet;
    addresses: DecorationSet;

    constructor(view: EditorView) {
      ({ looks: this.looks, addresses: this.addresses } = looksOf(view));
    }

    update({ view, docChanged, viewportChanged, transactions }: ViewUpdate): void {
      const isReset = transactions.some(({ reconfigured }) => reconfigured);
      if (!docChanged && !viewportChanged && !isReset) return;
      ({ looks: this.looks, addresses: this.addresses } = looksOf(view));
    }
  },
  {
    provide: (plugin) => {
      const looks = (view: EditorView) => view.plugin(plugin)?.looks ?? Decoration.none;
      const addresses = (view: EditorView) => view.plugin(plugin)?.addresses ?? Decoration.none;
      return [
        EditorView.decorations.of(looks),
        EditorView.decorations.of(addresses),
        EditorView.bidiIsolatedRanges.of(addresses),
      ];
    },
  },
);

function looksOf(view: EditorView): { looks: DecorationSet; addresses: DecorationSet } {
  const { state } = view;
  const looks: Range<Decoration>[] = [];
  const addresses: Range<Decoration>[] = [];
  for (const { from, to } of view.visibleRanges) {
    for (const start of lineStarts(state, from, to)) {
      // A line without letters runs as the lines around it.
      if (/\p{L}/u.test(state.doc.lineAt(start).text)) looks.push(ownDirection.range(start));
    }
    state.field(markdownSyntax).iterate({
      from,
      to,
      enter: (node) => {
        const { name } = node;
        const inner = ofInner[name];
        if (inner !== undefined) looks.push(...innerLook(node, inner));
        if (name === 'URL') addresses.push(...addressLook(state, node));
        const lines = ofLines[name];
        if (lines !== undefined) {
          const starts = lineStarts(state, Math.max(from, node.from), Math.min(to, node.to));
          for (const start of starts) looks.push(line(lines).range(start));
        }
        const words = ofParts[name];
        if (words !== undefined && node.from < node.to) {
          looks.push(part(words).range(node.from, node.to));
        }
      },
    });
  }
  return { looks: Decoration.set(looks, true), addresses: Decoration.set(addresses, true) };
}

/** What stands between the first two marks of a node. */
function innerLook({ node }: SyntaxNodeRef, { mark, look }: Inner): Range<Decoration>[] {
  const [open, close] = node.getChildren(mark);
  const isEmpty = open === undefined || close === undefined || open.to >= close.from;
  return isEmpty ? [] : [part(look).range(open.to, close.from)];
}

/** The address of a link is as quiet as its marks; one by itself is a link. */
function addressLook(state: EditorState, { from, to, node }: SyntaxNodeRef): Range<Decoration>[] {
  const isPart = node.parent?.name === 'Link' || node.parent?.name === 'Image';
  if (isPart) return [address('md-mark').range(from, to)];
  const isLinked = /^<?(https?:\/\/|mailto:)/i.test(state.sliceDoc(from, from + 10));
  return isLinked ? [address('md-link').range(from, to)] : [];
}

function lineStarts(state: EditorState, from: number, to: number): readonly number[] {
  const starts: number[] = [];
  for (let at = from; at <= to;) {
    const { from: start, to: end } = state.doc.lineAt(at);
    starts.push(start);
    at = end + 1;
  }
  return starts;
}

function cached(make: (name: string) => Decoration): (name: string) => Decoration {
  const made = new Map<string, Decoration>();
  return (name) => {
    const known = made.get(name) ?? make(name);
    made.set(name, known);
    return known;
  };
}
