import { letterOf } from '../parts/letter-of.ts';
import { isolateHistory } from '@codemirror/commands';
import type { EditorState, Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { isAddress, linkTo } from './link-text.ts';
import { nodeAround } from './markdown-syntax.ts';

/** More is not looked through: a text of 50,000 characters, the most that an item may have, has less. */
const maxHtmlLength = 2_000_000;

interface Place {
  from: number;
  to: number;
}

/**
 * What is pasted: an address over chosen words makes them a link, formatted text becomes Markdown. The plain text is
 * written first, and then replaced: undo brings it back. Ctrl+Shift+V leaves it plain.
 */
export function pasting(onFormatted: () => void): Extension {
  /** Where plain text waits for its formatting, while somebody goes on typing. */
  const waiting = new Set<Place>();
  let isPlain = false;

  const format = async (view: EditorView, html: string, place: Place, plain: string) => {
    waiting.add(place);
    try {
      const { markdownOfHtml } = await import('./pasted/markdown-of-html.ts');
      const found = markdownOfHtml(html);
      const isStill = view.dom.isConnected && textAt(view.state, place) === plain;
      if (found === undefined || !isStill) return;
      const insert = found.isInline ? found.markdown : apart(view.state, place, found.markdown);
      if (insert === plain) return;
      const { from, to } = place;
      const { main } = view.state.selection;
      view.dispatch({
        changes: { from, to, insert },
        ...(main.empty && main.head === to && { selection: { anchor: from + insert.length } }),
        annotations: isolateHistory.of('full'),
        userEvent: 'input.paste',
        scrollIntoView: true,
      });
      onFormatted();
    } catch {
      // The plain text is there.
    } finally {
      waiting.delete(place);
    }
  };

  const paste = (event: ClipboardEvent, view: EditorView): boolean => {
    const data = event.clipboardData;
    const { state } = view;
    if (data === null || state.readOnly) return false;
    const html = data.getData('text/html');
    const plain = state.toText(data.getData('text/plain'));
    // A picture is the form's.
    if (plain.length === 0 && data.types.includes('Files')) return true;
    const isAsIs = isPlain || nodeAround(state, state.selection.main, 'FencedCode') !== undefined;
    if (isAsIs) return false;
    if (linkChosen(view, plain.toString())) return true;
    if (html === '' || html.length > maxHtmlLength || isOfCodeEditor(data)) return false;
    const { from } = state.selection.main;
    view.dispatch(state.replaceSelection(plain), {
      annotations: isolateHistory.of('full'),
      userEvent: 'input.paste',
      scrollIntoView: true,
    });
    void format(view, html, { from, to: from + plain.length }, plain.toString());
    return true;
  };

  return [
    EditorView.domEventHandlers({
      keydown: (event) => {
        isPlain = event.shiftKey && letterOf(event) === 'v';
        return false;
      },
      paste,
    }),
    EditorView.updateListener.of(({ changes }) => {
      for (const place of waiting) {
        place.from = changes.mapPos(place.from, 1);
        place.to = changes.mapPos(place.to, -1);
      }
    }),
  ];
}

/** Makes the chosen words a link when what is pasted is an address. */
function linkChosen(view: EditorView, pasted: string): boolean {
  const { state } = view;
  const { main } = state.selection;
  const chosen = state.sliceDoc(main.from, main.to);
  const words = chosen.trim();
  if (words === '' || !isAddress(pasted) || isAddress(words) || /[\n[\]]/.test(words)) return false;
  const from = main.from + chosen.indexOf(words);
  const insert = linkTo(words, pasted);
  view.dispatch({
    changes: { from, to: from + words.length, insert },
    selection: { anchor: from + insert.length },
    annotations: isolateHistory.of('full'),
    userEvent: 'input.paste',
    scrollIntoView: true,
  });
  return true;
}

/** Its colours are no formatting, and what is copied there may be Markdown already. */
function isOfCodeEditor(data: DataTransfer): boolean {
  return data.types.includes('vscode-editor-data');
}

function textAt(state: EditorState, { from, to }: Place): string {
  return from > to ? '' : state.sliceDoc(from, to);
}

/** Blocks with an empty line between them and what stands around them. */
function apart(state: EditorState, { from, to }: Place, blocks: string): string {
  const before = state.sliceDoc(Math.max(0, from - 2), from);
  const after = state.sliceDoc(to, to + 2);
  return gap(before, /\n*$/) + blocks + gap(after, /^\n*/);
}

/** The line breaks that are missing; none at the beginning and the end of a text. */
function gap(around: string, breaks: RegExp): string {
  const found = breaks.exec(around)?.[0].length ?? 0;
  return found === around.length && found < 2 ? '' : '\n'.repeat(2 - found);
}
