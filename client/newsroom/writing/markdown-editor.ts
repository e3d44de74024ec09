import { history, historyKeymap, standardKeymap } from '@codemirror/commands';
import { Compartment, EditorState, Text } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { feedDirection, textDirection } from '../../../src/feed/draw/direction.ts';
import { editorTheme } from './editor-theme.ts';
import { formatKeys } from './format-keys.ts';
import { markdownLooks } from './markdown-looks.ts';
import { markdownSyntax } from './markdown-syntax.ts';
import { likeATextarea } from './like-a-textarea.ts';
import { pasting } from './pasting.ts';
import { insertion, slash } from './slash.ts';

/** A cursor or selection, in UTF-16 units of the text. */
export interface Caret {
  readonly anchor: number;
  readonly head: number;
  readonly isFocused: boolean;
}

/** What an editor shows. */
export interface Shown {
  readonly value: string;
  /** The accessible name. */
  readonly label: string;
  /** What is wrong with the text; empty: nothing. */
  readonly note: string;
  readonly isReadOnly: boolean;
  readonly lang: string;
  /** Empty: the direction follows from each line. */
  readonly dir: '' | 'ltr' | 'rtl';
}

interface Options {
  readonly caret?: Caret;
  readonly onValue: (value: string) => void;
  /** Called when "/" was typed on an empty line. */
  readonly onSlash: () => void;
  /** Called when a paste has become Markdown, which an undo makes plain text again. */
  readonly onFormatted: () => void;
}

export interface MarkdownEditor {
  /** Shows the state of the field. A value that did not come from the editor replaces the text and its history. */
  readonly show: (shown: Shown) => void;
  readonly focus: () => void;
  /** Writes a text in place of what is chosen, or of the "/" that asked for it. */
  readonly insert: (text: string) => void;
  readonly destroy: () => void;
}

/**
 * An editor of Markdown in the shadow of an element: there the page's policy, which forbids inline styles, allows the
 * editor's own. The text stays as it was typed, byte for byte; lines end in "\n".
 */
export function createMarkdownEditor(
  host: HTMLElement,
  first: Shown,
  { caret, onValue, onSlash, onFormatted }: Options,
): MarkdownEditor {
  const root = host.attachShadow({ mode: 'open' });
  const note = root.appendChild(document.createElement('span'));
  note.id = noteId;
  note.hidden = true;
  let shown = first;
  let known = first.value;
  const readOnly = new Compartment();

  const stateOf = (at?: Caret): EditorState => {
    const doc = Text.of(known.split(/\r\n?|\n/));
    const within = (place: number) => Math.min(place, doc.length);
    const { anchor, head } = at ?? { anchor: doc.length, head: doc.length };
    return EditorState.create({
      doc,
      selection: { anchor: within(anchor), head: within(head) },
      extensions: [
        history(),
        keymap.of([...formatKeys, ...historyKeymap, ...standardKeymap]),
        likeATextarea,
        pasting(onFormatted),
        slash(onSlash),
        markdownSyntax,
        markdownLooks,
        editorTheme,
        EditorView.lineWrapping,
        EditorView.perLineTextDirection.of(true),
        EditorView.contentAttributes.of(() => attributesOf(shown)),
        readOnly.of(EditorState.readOnly.of(shown.isReadOnly)),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (!docChanged) return;
          known = state.doc.toString();
          shown = { ...shown, value: known };
          onValue(known);
        }),
      ],
    });
  };
  note.textContent = first.note;
  const view = new EditorView({ state: stateOf(caret), parent: root, root });
  const focus = (options?: FocusOptions): void => {
    view.focus();
    if (options?.preventScroll !== true) host.scrollIntoView({ block: 'nearest' });
  };
  // Whoever looks for the field finds this element.
  host.focus = focus;
  if (caret?.isFocused === true) {
    view.focus();
    view.dispatch({ effects: EditorView.scrollIntoView(view.state.selection.main) });
  }

  return {
    show: (next) => {
      const isOther = next.value !== known;
      const before = shown;
      shown = next;
      note.textContent = next.note;
      if (isOther) {
        known = next.value;
        view.setState(stateOf());
      } else if (isShownOtherwise(before, next)) {
        const effects = readOnly.reconfigure(EditorState.readOnly.of(next.isReadOnly));
        view.dispatch({ effects });
      }
    },
    focus,
    insert: (text) => {
      view.dispatch(insertion(view.state, text));
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

const noteId = 'note';

function isShownOtherwise(before: Shown, next: Shown): boolean {
  return (['label', 'note', 'isReadOnly', 'lang', 'dir'] as const).some(
    (name) => before[name] !== next[name],
  );
}

/** The beginning of a text tells its direction. */
const lettersLookedAt = 500;

function attributesOf({ value, label, note, lang, dir }: Shown): Record<string, string> {
  const found = dir === '' ? textDirection(value.slice(0, lettersLookedAt)) : dir;
  return {
    'aria-label': label,
    ...(note !== '' && { 'aria-invalid': 'true', 'aria-describedby': noteId }),
    ...(dir !== '' && { 'data-dir': dir }),
    // What scrolls around it is reached by it.
    tabindex: '0',
    lang,
    dir: found ?? feedDirection({ lang }),
    spellcheck: 'true',
    autocorrect: 'on',
    autocapitalize: 'sentences',
  };
}
