import { EditorView } from '@codemirror/view';

/** The editor looks like the newsroom's other fields, in its colours, which come through the shadow. */
export const editorTheme = EditorView.theme({
  '&': { height: '100%' },
  // The element around it has the ring.
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: 'inherit' },
  '.cm-content': { padding: '6px 0', caretColor: 'var(--nr-ink)' },
  '.cm-line': { padding: '0 8px' },
  // A line with a direction of its own stands where a paragraph of readers would.
  '.cm-line[dir]': { textAlign: 'start' },
  '.cm-content[data-dir=ltr] .cm-line': { direction: 'ltr' },
  '.cm-content[data-dir=rtl] .cm-line': { direction: 'rtl' },
  '.md-heading': { fontSize: '1.15em', fontWeight: '600' },
  '.md-quote': { borderInlineStart: '3px solid var(--nr-edge)' },
  '.md-strong': { fontWeight: '700' },
  '.md-emphasis': { fontStyle: 'italic' },
  '.md-deleted': { textDecoration: 'line-through' },
  '.md-link': {
    color: 'var(--nr-key)',
    textDecoration: 'underline',
    textUnderlineOffset: '0.2em',
  },
  '.md-table': { fontFamily: 'ui-monospace, monospace', fontSize: '0.9em' },
  '.md-code': { fontFamily: 'ui-monospace, monospace', fontSize: '0.9em' },
  '.md-mark': {
    color: 'var(--nr-quiet)',
    fontStyle: 'normal',
    fontWeight: '400',
  },
});
