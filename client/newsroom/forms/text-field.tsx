import type { RefObject } from 'preact';
import { useId } from 'preact/hooks';

/** A reference to a field of one or several lines, to give it the focus. */
export type FieldRef = RefObject<(HTMLInputElement & HTMLTextAreaElement) | null>;

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly faults?: readonly string[];
  readonly hint?: string;
  /** The number of lines; above 1 the field is a textarea. */
  readonly rows?: number;
  readonly type?: 'text' | 'url' | 'datetime-local' | 'password';
  readonly class?: string;
  readonly required?: boolean;
  readonly readOnly?: boolean;
  readonly autoComplete?: string;
  readonly spellcheck?: boolean;
  /** The language of the text, by which the browser checks the spelling. */
  readonly lang?: string;
  /** The id of a datalist with values to choose from. */
  readonly list?: string;
  readonly fieldRef?: FieldRef;
}

/** A labelled field with its hint and its faults. */
export function TextField(props: Props) {
  const { label, value, onValue, faults = [], hint, rows = 1, fieldRef } = props;
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = faults.length > 0 || hint !== undefined;
  const shared = {
    id,
    value,
    ref: fieldRef,
    required: props.required,
    readOnly: props.readOnly,
    spellcheck: props.spellcheck,
    lang: props.lang,
    dir: 'auto' as const,
    'aria-invalid': faults.length > 0 ? ('true' as const) : undefined,
    'aria-describedby': hasNote ? noteId : undefined,
    onInput: (event: { readonly currentTarget: { readonly value: string } }) =>
      onValue(event.currentTarget.value),
  };
  const line = () => {
    const single = { ...shared, autoComplete: props.autoComplete ?? 'off', list: props.list };
    switch (props.type ?? 'text') {
      case 'text':
        return <input {...single} type="text" />;
      case 'url':
        return <input {...single} type="url" />;
      case 'password':
        return <input {...single} type="password" />;
      case 'datetime-local':
        // WebKit writes the present date into an empty one, in grey: the style hides it.
        return <input {...single} type="datetime-local" data-empty={value === ''} />;
    }
  };
  return (
    <p class={`nr-field ${props.class ?? ''}`}>
      <label for={id}>{label}</label>
      {rows > 1 ? <textarea {...shared} rows={rows} /> : line()}
      {hasNote && (
        <span id={noteId} class={faults.length > 0 ? 'nr-fault' : 'nr-hint'}>
          {faults.length > 0 ? faults.join(' ') : hint}
        </span>
      )}
    </p>
  );
}
