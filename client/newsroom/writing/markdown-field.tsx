import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { TextField } from '../forms/text-field.tsx';
import { useSay } from '../parts/contexts.ts';
import type { Caret, MarkdownEditor } from './markdown-editor.ts';
import { swapForEditor } from './swap-for-editor.ts';

/** What others do with a field. */
export interface FieldHandle {
  readonly focus: () => void;
  /** Writes a text in place of what is chosen, or of the "/" that asked for it. */
  readonly insert: (text: string) => void;
}

export type FieldHandleRef = RefObject<FieldHandle | null>;

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly faults: readonly string[];
  /** The height of the field, in lines. */
  readonly rows: number;
  readonly class: string;
  readonly readOnly: boolean;
  readonly lang: string;
  /** Empty: the direction follows from each line. */
  readonly dir: '' | 'ltr' | 'rtl';
  readonly fieldRef?: FieldHandleRef | undefined;
  /** Called when "/" was typed on an empty line. */
  readonly onSlash: () => void;
}

type Create = (typeof import('./markdown-editor.ts'))['createMarkdownEditor'];

/** Once loaded, the editor is there for every form that is opened later, offline too. */
let loaded: Create | undefined;

async function load(): Promise<Create> {
  loaded ??= (await import('./markdown-editor.ts')).createMarkdownEditor;
  return loaded;
}

interface Opening {
  readonly create: Create;
  readonly caret?: Caret;
}

/**
 * A field of Markdown. It is a textarea until the editor is loaded, and where it cannot be loaded; the text, the cursor and
 * the focus stay when the editor takes its place.
 */
export function MarkdownField(props: Props) {
  const { fieldRef } = props;
  const area = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const editor = useRef<MarkdownEditor>(null);
  const latest = useRef(props.onValue);
  latest.current = props.onValue;
  const [opening, setOpening] = useState<Opening | undefined>(loaded && { create: loaded });
  useLayoutEffect(() => {
    if (fieldRef === undefined) return;
    fieldRef.current = {
      focus: () => (editor.current ?? area.current)?.focus(),
      insert: (text) => {
        if (editor.current !== null) editor.current.insert(text);
        else if (area.current !== null) latest.current(inserted(area.current, text));
      },
    };
  }, [fieldRef]);
  useEffect(() => {
    if (opening !== undefined || area.current === null) return;
    return swapForEditor(area.current, load(), (create, caret) => setOpening({ create, caret }));
  }, []);

  if (opening !== undefined) return <EditorField {...props} opening={opening} editor={editor} />;
  const { dir: _dir, fieldRef: _ref, onSlash: _slash, ...field } = props;
  return <TextField {...field} spellcheck fieldRef={area} />;
}

interface EditorProps extends Props {
  readonly opening: Opening;
  readonly editor: RefObject<MarkdownEditor | null>;
}

function EditorField({ opening, editor, ...props }: EditorProps) {
  const { label, value, faults, lang, dir } = props;
  const host = useRef<HTMLDivElement>(null);
  const say = useSay();
  const latest = useRef(props);
  latest.current = props;
  const note = faults.join(' ');
  const shown = {
    value,
    label,
    note,
    isReadOnly: props.readOnly,
    lang,
    dir,
  };
  useLayoutEffect(() => {
    if (host.current === null) return;
    const made = opening.create(host.current, shown, {
      ...(opening.caret !== undefined && { caret: opening.caret }),
      onValue: (typed) => latest.current.onValue(typed),
      onSlash: () => latest.current.onSlash(),
      onFormatted: () => say('Pasted with its formatting. Ctrl+Z makes it plain'),
    });
    editor.current = made;
    return () => {
      editor.current = null;
      made.destroy();
    };
  }, []);
  useLayoutEffect(() => editor.current?.show(shown));

  return (
    <div class={`nr-field ${props.class}`}>
      <span class="nr-label" onClick={() => editor.current?.focus()}>
        {label}
      </span>
      {/* What its state is stands in the editor, in the shadow of this element. */}
      <div
        ref={host}
        class="nr-markdown"
        data-invalid={note === '' ? undefined : 'true'}
        style={{ '--nr-rows': String(props.rows) }}
      />
      {note !== '' && <span class="nr-fault">{note}</span>}
    </div>
  );
}

function inserted(area: HTMLTextAreaElement, text: string): string {
  area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
  area.focus();
  return area.value;
}
