import {
  EditorSelection,
  type ChangeSpec,
  type EditorState,
  type SelectionRange,
  type StateCommand,
} from '@codemirror/state';
import type { KeyBinding } from '@codemirror/view';
import { isAddress, linkTo } from './link-text.ts';
import { nodeAround } from './markdown-syntax.ts';

/** Ctrl/Cmd+B, I and K: they write Markdown, or take it away where it is. */
export const formatKeys: readonly KeyBinding[] = [
  { key: 'Mod-b', run: toggle('StrongEmphasis', '**'), preventDefault: true },
  { key: 'Mod-i', run: toggle('Emphasis', '*'), preventDefault: true },
  { key: 'Mod-k', run: link, preventDefault: true },
];

function toggle(name: string, mark: string): StateCommand {
  return ({ state, dispatch }) => {
    if (state.readOnly) return false;
    const change = state.changeByRange((range) => {
      const node = nodeAround(state, range, name);
      if (node === undefined) return wrapped(state, range, mark);
      const changes = state.changes([
        { from: node.from, to: node.from + mark.length },
        { from: node.to - mark.length, to: node.to },
      ]);
      return { changes, range: range.map(changes) };
    });
    dispatch(state.update(change, { userEvent: 'input.format', scrollIntoView: true }));
    return true;
  };
}

interface RangeChange {
  readonly changes: ChangeSpec;
  readonly range: SelectionRange;
}

/** Marks do not reach across paragraphs: each line that is chosen gets its own, behind its bullet or number. */
function wrapped(state: EditorState, range: SelectionRange, mark: string): RangeChange {
  const pieces = piecesOf(state, range);
  const [first] = pieces;
  const last = pieces.at(-1);
  if (first === undefined || last === undefined) {
    return {
      changes: { from: range.head, insert: mark + mark },
      range: EditorSelection.cursor(range.head + mark.length),
    };
  }
  const changes = state.changes(
    pieces.flatMap(({ from, to }) => [
      { from, insert: mark },
      { from: to, insert: mark },
    ]),
  );
  return {
    changes,
    range: EditorSelection.range(changes.mapPos(first.from, 1), changes.mapPos(last.to, -1)),
  };
}

/** What stands before the words of a line. */
const lineMarks = /^\s*(?:(?:>|[-*+]|\d{1,9}[.)]|#{1,6})\s+)*/;

/** The words that are chosen, line by line, without the space around them: marks beside a space mean nothing. */
function piecesOf(state: EditorState, { from, to }: SelectionRange) {
  const pieces: { readonly from: number; readonly to: number }[] = [];
  for (let at = from; at <= to;) {
    const line = state.doc.lineAt(at);
    const begin = Math.max(from, line.from + (lineMarks.exec(line.text)?.[0].length ?? 0));
    const text = state.sliceDoc(begin, Math.max(begin, Math.min(to, line.to)));
    const start = begin + text.length - text.trimStart().length;
    const end = begin + text.trimEnd().length;
    if (start < end) pieces.push({ from: start, to: end });
    at = line.to + 1;
  }
  return pieces;
}

/** Makes a link of what is chosen, and puts the cursor where the other half belongs; in a link it chooses the address. */
function link({ state, dispatch }: Parameters<StateCommand>[0]): boolean {
  if (state.readOnly) return false;
  const { main } = state.selection;
  const node = nodeAround(state, main, 'Link');
  if (node !== undefined) {
    const { from, to } = node.getChild('URL') ?? { from: node.to - 1, to: node.to - 1 };
    dispatch(state.update({ selection: { anchor: from, head: to }, scrollIntoView: true }));
    return true;
  }
  const chosen = state.sliceDoc(main.from, main.to);
  const [insert, place] = isAddress(chosen)
    ? [linkTo('', chosen), 1]
    : [linkTo(chosen, ''), chosen === '' ? 1 : chosen.length + 3];
  dispatch(
    state.update({
      changes: { from: main.from, to: main.to, insert },
      selection: { anchor: main.from + place },
      userEvent: 'input.format',
      scrollIntoView: true,
    }),
  );
  return true;
}
