import { useEffect, useState } from 'preact/hooks';
import type { Snippet, SnippetList } from '../../../src/feed/newsroom-messages.ts';
import { Problem } from '../api/problem.ts';
import { useApi, useSay } from '../parts/contexts.ts';
import { faultsUnder } from '../fields/faults.ts';
import { FormActions } from '../forms/form-actions.tsx';
import { TextField } from '../forms/text-field.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { fetchSnippets, saveSnippets } from '../writing/snippet-calls.ts';

interface Props {
  readonly feed: string;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

const most = 50;

/** The texts that are offered to who writes in the feed. */
export function SnippetSettings({ feed, onSaved, onClose }: Props) {
  const api = useApi();
  const say = useSay();
  const action = useAction();
  const [kept, setKept] = useState<SnippetList | null>(null);
  const fetchAgain = (): void =>
    void action.run(async () => setKept(await fetchSnippets(api, feed)), 'Not fetched');
  useEffect(fetchAgain, []);

  const save = (): void => {
    if (kept === null) return;
    void action.run(async () => {
      try {
        await saveSnippets(api, feed, kept);
      } catch (thrown) {
        if (thrown instanceof Problem && thrown.code === 'stale_revision') {
          setKept(withTheirs(kept, await fetchSnippets(api, feed)));
        }
        throw thrown;
      }
      onSaved();
    }, 'Snippets not saved');
  };
  if (kept === null) return <ProblemNote problem={action.problem} onRetry={fetchAgain} />;
  const { snippets } = kept;
  const change = (index: number, patch: Partial<(typeof snippets)[number]>): void =>
    setKept({
      ...kept,
      snippets: snippets.map((one, at) => (at === index ? { ...one, ...patch } : one)),
    });
  const shown = snippets.map((_, index) => `/snippets/${index}`);
  return (
    <form
      class="nr-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <p class="nr-hint">
        Texts for who writes here: the button Snippet, or / on an empty line. Readers never get this
        list.
      </p>
      <ProblemNote problem={action.problem} shown={shown} />
      {snippets.map((snippet, index) => (
        <fieldset key={index} class="nr-snippet">
          <legend>Snippet {index + 1}</legend>
          <TextField
            label="Name"
            value={snippet.name}
            onValue={(name) => change(index, { name })}
            faults={faultsUnder(action.problem, `/snippets/${index}/name`)}
            readOnly={action.busy}
          />
          <TextField
            label="Text"
            rows={3}
            value={snippet.text}
            onValue={(text) => change(index, { text })}
            faults={faultsUnder(action.problem, `/snippets/${index}/text`)}
            readOnly={action.busy}
            spellcheck
          />
          <button
            type="button"
            disabled={action.busy}
            onClick={() => {
              setKept({ ...kept, snippets: snippets.filter((_, at) => at !== index) });
              say(`Snippet ${index + 1} is taken out; Save keeps it so`);
            }}
          >
            Take out snippet {index + 1}
          </button>
        </fieldset>
      ))}
      <FormActions words="Save the snippets" isBusy={action.busy} onClose={onClose}>
        <button
          type="button"
          disabled={action.busy || snippets.length >= most}
          onClick={() => setKept({ ...kept, snippets: [...snippets, { name: '', text: '' }] })}
        >
          Another snippet
        </button>
      </FormActions>
    </form>
  );
}

/** Both lists, so that no text is lost: what another has changed stands below, and the next save is against that. */
function withTheirs(mine: SnippetList, theirs: SnippetList): SnippetList {
  const isMine = ({ name, text }: Snippet) =>
    mine.snippets.some((own) => own.name === name && own.text === text);
  const isNamed = (name: string) => mine.snippets.some((own) => own.name === name);
  const others = theirs.snippets
    .filter((snippet) => !isMine(snippet))
    .map(({ name, text }) => ({ name: isNamed(name) ? `${name} (theirs)` : name, text }));
  return { rev: theirs.rev, snippets: [...mine.snippets, ...others] };
}
