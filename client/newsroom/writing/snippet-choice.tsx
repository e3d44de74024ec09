import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { TextField } from '../forms/text-field.tsx';
import type { Snippet } from '../../../src/feed/newsroom-messages.ts';

interface Props {
  readonly snippets: readonly Snippet[];
  readonly onChoose: (text: string) => void;
}

/** The snippets by their names; Enter takes the first that is left. */
export function SnippetChoice({ snippets, onChoose }: Props) {
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const words = typed.trim().toLowerCase();
  const found = snippets.filter(({ name }) => name.toLowerCase().includes(words));
  const [first] = found;
  return (
    <div class="nr-form">
      <div
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // The form around the dialog is not to be sent.
          event.preventDefault();
          if (first !== undefined) onChoose(first.text);
        }}
      >
        <TextField label="Search by name" value={typed} onValue={setTyped} fieldRef={field} />
      </div>
      {found.length === 0 && <p class="nr-hint">No snippet has that in its name.</p>}
      <ul class="nr-list nr-snippets">
        {found.map(({ name, text }) => (
          <li key={name}>
            <button type="button" dir="auto" onClick={() => onChoose(text)}>
              {name} <span class="nr-hint">{text.split('\n')[0]}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
