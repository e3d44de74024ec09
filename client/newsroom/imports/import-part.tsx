import { useId, useState } from 'preact/hooks';
import { ownServer } from '../api/own-server.ts';
import { faultyInput } from '../api/problem.ts';
import { faultsUnder } from '../fields/faults.ts';
import { TextField } from '../forms/text-field.tsx';
import { Toggle } from '../forms/toggle.tsx';
import { useSay } from '../parts/contexts.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { importStory, type ImportReport } from './import-call.ts';
import { ImportReportTable } from './import-report.tsx';
import { WiresPart } from './wires-part.tsx';

interface Told {
  readonly report: ImportReport;
  readonly isDry: boolean;
}

/** A live blog of elsewhere comes into a feed with its past; and the feed goes out with its own. */
export function ImportPart({ feed }: { readonly feed: string }) {
  const say = useSay();
  const action = useAction();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [address, setAddress] = useState('');
  const [linksPictures, setLinksPictures] = useState(false);
  const [progress, setProgress] = useState<{ done: number; of: number } | null>(null);
  const [told, setTold] = useState<Told | null>(null);

  const run = (isDry: boolean): void =>
    void action
      .run(async () => {
        setTold(null);
        if (file === null && address.trim() === '') {
          throw faultyInput('/from', 'Choose a file, or say where the story is.');
        }
        const order = { feed, file, address: address.trim(), isDry, linksPictures };
        const report = await importStory(order, (done, of) => setProgress({ done, of }));
        setTold({ report, isDry });
        say(isDry ? 'Looked at; nothing is changed' : 'The story is imported');
      }, 'Not imported')
      .then(() => setProgress(null));
  return (
    <section aria-label="Import and export">
      <form
        class="nr-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          run(false);
        }}
      >
        <p class="nr-hint">
          The page of a live blog, RSS, Atom, JSON Feed, Superdesk, Liveblog of WordPress, blocks of
          the Guardian, or an export of Dateline. Times, order, authors and removals stay those of
          the story. Imported again, nothing comes twice.
        </p>
        <ProblemNote problem={action.problem} shown={['/from']} />
        <p class="nr-field">
          <label for={id}>File</label>
          <input
            id={id}
            type="file"
            disabled={action.busy}
            onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
          />
        </p>
        <TextField
          label="Or its address"
          type="url"
          value={address}
          onValue={setAddress}
          faults={faultsUnder(action.problem, '/from')}
          readOnly={action.busy || file !== null}
        />
        <Toggle
          label="Leave pictures where they are"
          isOn={linksPictures}
          onToggle={setLinksPictures}
        />
        {action.busy && (
          <p class="nr-notice" role="status">
            {progress === null ? 'It is looked at…' : `${progress.done} of ${progress.of} entries`}{' '}
            <progress value={progress?.done} max={progress?.of} aria-label="How far it is" />
          </p>
        )}
        {told !== null && <ImportReportTable {...told} />}
        <p class="nr-actions">
          <button class="nr-primary" disabled={action.busy}>
            Import
          </button>
          <button type="button" disabled={action.busy} onClick={() => run(true)}>
            What would it do?
          </button>
          <a
            class="nr-last"
            href={`${ownServer()}api/v1/feeds/${feed}/export`}
            download={`${feed}.ndjson`}
          >
            Export this feed
          </a>
        </p>
      </form>
      <WiresPart feed={feed} />
    </section>
  );
}
