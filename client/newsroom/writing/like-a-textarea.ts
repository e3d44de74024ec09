import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** Where the library does otherwise than a textarea, and editors know textareas. */
export const likeATextarea: Extension = EditorView.domEventHandlers({
  // Without a selection the library copies the line, and cuts it away.
  copy: (_event, { state }) => state.selection.main.empty,
  cut: (_event, { state }) => state.selection.main.empty,
  // Files that are dropped are the form's; the library would write their text.
  drop: (event) => (event.dataTransfer?.files.length ?? 0) > 0,
});
