import type { EditorState, Extension, TransactionSpec } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** Calls `onSlash` when "/" was typed on an empty line. It stays there until a text takes its place. */
export function slash(onSlash: () => void): Extension {
  return EditorView.updateListener.of(({ transactions, state }) => {
    const isTyped = transactions.some((one) => one.docChanged && one.isUserEvent('input.type'));
    // The dialog that opens takes the focus: not in the middle of an update.
    if (isTyped && isAtSlash(state)) queueMicrotask(onSlash);
  });
}

/** Writes a text in place of what is chosen, or of the "/" that asked for it. */
export function insertion(state: EditorState, text: string): TransactionSpec {
  const { main } = state.selection;
  const { from, to } = isAtSlash(state) ? state.doc.lineAt(main.head) : main;
  const insert = state.toText(text);
  return {
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    userEvent: 'input.snippet',
    scrollIntoView: true,
  };
}

function isAtSlash(state: EditorState): boolean {
  const { main } = state.selection;
  return main.empty && state.doc.lineAt(main.head).text === '/';
}
