import { useState } from 'preact/hooks';
import type { FeedRow, Fields } from './api/parse.ts';
import { useApi } from './contexts.ts';
import { faultsUnder } from './fields/faults.ts';
import { ProblemNote } from './problem-note.tsx';
import { TextField } from './text-field.tsx';
import { useAction } from './use-action.ts';

interface Props {
  readonly row: FeedRow;
  readonly onChanged: (words: string) => void;
  readonly onClose: () => void;
}

/** A feed's title and description, and the end of its coverage. */
export function FeedSettings({ row, onChanged, onClose }: Props) {
  const api = useApi();
  const action = useAction();
  const { feed, info } = row;
  const [title, setTitle] = useState(info.title);
  const [description, setDescription] = useState(info.description ?? '');
  const isOpen = info.coverage === 'open';

  const change = (patch: Fields, words: string): void =>
    void action.run(async () => {
      await api.changeFeed(feed, patch);
      onChanged(words);
    });
  const save = (): void => {
    const patch = {
      ...(title.trim() !== info.title && { title: title.trim() }),
      ...(description.trim() !== (info.description ?? '') && {
        description: description.trim() === '' ? null : description.trim(),
      }),
    };
    if (Object.keys(patch).length === 0) onClose();
    else change(patch, 'Feed saved');
  };

  return (
    <form
      class="nr-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <ProblemNote problem={action.problem} shown={['/title', '/description']} />
      <TextField
        label="Title"
        value={title}
        onValue={setTitle}
        faults={faultsUnder(action.problem, '/title')}
        spellcheck
        required
      />
      <TextField
        label="Description"
        value={description}
        onValue={setDescription}
        faults={faultsUnder(action.problem, '/description')}
        spellcheck
      />
      <p class="nr-hint">
        Times are told in {info.timezone}. Coverage is {isOpen ? 'open' : 'ended'}:{' '}
        {isOpen
          ? 'ending it tells readers that nothing more will come.'
          : 'reopening it tells readers that more will come.'}
      </p>
      <p class="nr-actions">
        <button class="nr-primary" disabled={action.busy}>
          Save
        </button>
        <button type="button" onClick={onClose}>
          Cancel
        </button>
        <button
          type="button"
          class="nr-last"
          disabled={action.busy}
          onClick={() =>
            isOpen
              ? change({ coverage: 'ended' }, 'Coverage ended')
              : change({ coverage: 'open' }, 'Coverage reopened')
          }
        >
          {isOpen ? 'End coverage' : 'Reopen coverage'}
        </button>
      </p>
    </form>
  );
}
