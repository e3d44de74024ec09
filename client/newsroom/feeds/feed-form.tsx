import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { FeedRow } from '../api/answers.ts';
import { useApi } from '../parts/contexts.ts';
import { faultsUnder } from '../fields/faults.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { slugOf } from './slug-of.ts';
import { TextField } from '../forms/text-field.tsx';
import { useAction } from '../parts/use-action.ts';

interface Props {
  readonly onCreated: (row: FeedRow) => void;
  readonly onClose?: () => void;
}

const pointers = ['/title', '/slug', '/description', '/lang', '/timezone'];

/** Creates a feed. The slug is derived from the title until somebody types another. */
export function FeedForm({ onCreated, onClose }: Props) {
  const api = useApi();
  const action = useAction();
  const [title, setTitle] = useState('');
  const [slug, setSlug] = useState<string | null>(null);
  const [description, setDescription] = useState('');
  const [lang, setLang] = useState(() => navigator.language);
  const [timezone, setTimezone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const first = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useLayoutEffect(() => first.current?.focus(), []);
  const address = slug ?? slugOf(title);
  const faults = (pointer: string) => faultsUnder(action.problem, pointer);

  const create = (): void =>
    void action.run(async () => {
      const words = description.trim();
      const row = await api.createFeed({
        slug: address,
        title: title.trim(),
        lang: lang.trim(),
        timezone: timezone.trim(),
        ...(words !== '' && { description: words }),
      });
      onCreated(row);
    });

  return (
    <form
      class="nr-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        create();
      }}
    >
      <ProblemNote problem={action.problem} shown={pointers} />
      <TextField
        label="Title"
        value={title}
        onValue={setTitle}
        faults={faults('/title')}
        fieldRef={first}
        spellcheck
        required
      />
      <TextField
        label="Address"
        hint={`Small letters, digits, hyphens. Readers find it at /feeds/${address}`}
        value={address}
        onValue={setSlug}
        faults={faults('/slug')}
        required
      />
      <TextField
        label="Description"
        value={description}
        onValue={setDescription}
        faults={faults('/description')}
        spellcheck
      />
      <div class="nr-columns">
        <TextField label="Language" value={lang} onValue={setLang} faults={faults('/lang')} />
        <TextField
          label="Time zone"
          value={timezone}
          onValue={setTimezone}
          faults={faults('/timezone')}
        />
      </div>
      <p class="nr-actions">
        <button class="nr-primary" disabled={action.busy}>
          Create feed
        </button>
        {onClose !== undefined && (
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        )}
      </p>
    </form>
  );
}
