import { StateField, type EditorState, type Transaction } from '@codemirror/state';
import { TreeFragment, type ChangedRange, type SyntaxNode, type Tree } from '@lezer/common';
import { Autolink, parser, Strikethrough, Table } from '@lezer/markdown';

/** The server's Markdown: no indented code, no HTML. */
const markdown = parser.configure([
  Strikethrough,
  Autolink,
  Table,
  { remove: ['IndentedCode', 'HTMLBlock'] },
]);

/** The syntax tree of the whole text: an item has at most 50,000 characters, and only what changed is parsed again. */
export const markdownSyntax = StateField.define<Tree>({
  create: ({ doc }) => markdown.parse(doc.toString()),
  update: (tree, transaction) =>
    transaction.docChanged
      ? markdown.parse(
          transaction.newDoc.toString(),
          TreeFragment.applyChanges(TreeFragment.addTree(tree), changedRanges(transaction)),
        )
      : tree,
});

function changedRanges({ changes }: Transaction): readonly ChangedRange[] {
  const ranges: ChangedRange[] = [];
  changes.iterChangedRanges((fromA, toA, fromB, toB) => ranges.push({ fromA, toA, fromB, toB }));
  return ranges;
}

/** The innermost node of one of these names that has the whole range in it. */
export function nodeAround(
  state: EditorState,
  { from, to }: { readonly from: number; readonly to: number },
  ...names: readonly string[]
): SyntaxNode | undefined {
  const tree = state.field(markdownSyntax);
  for (const side of [1, -1] as const) {
    for (
      let node: SyntaxNode | null = tree.resolveInner(from, side);
      node !== null;
      node = node.parent
    ) {
      if (names.includes(node.name) && node.from <= from && node.to >= to) return node;
    }
  }
  return undefined;
}
