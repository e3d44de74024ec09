import { useState } from 'preact/hooks';
import type { Visibility } from '../../../src/feed/feed-info.ts';
import type { Fields } from '../../../src/feed/shape.ts';
import type { FeedRow } from '../api/answers.ts';
import { useApi } from '../parts/contexts.ts';
import { Ask } from '../parts/ask.tsx';
import { ChoiceField } from '../forms/choice-field.tsx';
import { directions } from '../edit/directions.ts';
import { faultsUnder } from '../fields/faults.ts';
import { FormActions } from '../forms/form-actions.tsx';
import { Modal } from '../parts/modal.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { LoadedDialog } from '../places/loaded-dialog.tsx';
import { LoadedPlace } from '../places/loaded-place.tsx';
import { parts } from './loaded-parts.ts';
import { feedPatch } from './feed-patch.ts';
import { summaryText } from './summary-text.ts';
import { beforeEnding } from '../parts/questions.ts';
import { visibilityChoices } from './visibility-choices.ts';
import { TextField } from '../forms/text-field.tsx';
import { useAction } from '../parts/use-action.ts';

interface Props {
  readonly row: FeedRow;
  readonly onChanged: (words: string) => void;
  readonly onClose: () => void;
}

const pointers = [
  '/title',
  '/description',
  '/summary',
  '/lang',
  '/dir',
  '/undoSeconds',
  '/visibility',
];

/** A feed's title, description, summary and language, and the end of its coverage. */
export function FeedSettings({ row, onChanged, onClose }: Props) {
  const api = useApi();
  const action = useAction();
  const { feed, info } = row;
  const [title, setTitle] = useState(info.title);
  const [description, setDescription] = useState(info.description ?? '');
  const [saidSummary] = useState(() => summaryText(info.summary));
  const [summary, setSummary] = useState(saidSummary);
  const [lang, setLang] = useState(info.lang);
  const [dir, setDir] = useState<'' | 'ltr' | 'rtl'>(info.dir ?? '');
  const [visibility, setVisibility] = useState<Visibility>(info.visibility ?? 'public');
  const [undo, setUndo] = useState(String(info.undoSeconds ?? 0));
  const [isAsking, setAsking] = useState(false);
  const [isAtSnippets, setAtSnippets] = useState(false);
  const [isAtCampaign, setAtCampaign] = useState(false);
  const [isAtFollowers, setAtFollowers] = useState(false);
  const [isAtKeys, setAtKeys] = useState(false);
  const [isAtImport, setAtImport] = useState(false);
  const [isAtUpstreams, setAtUpstreams] = useState(false);
  const isOpen = info.coverage === 'open';
  const change = (patch: Fields, words: string): void => {
    setAsking(false);
    void action.run(async () => {
      await api.changeFeed(feed, patch);
      onChanged(words);
    }, 'Feed not changed');
  };
  const save = (): void => {
    const typed = { title, description, summary, lang, dir, visibility, undo };
    const patch = feedPatch(info, saidSummary, typed);
    if (Object.keys(patch).length === 0) onClose();
    else change(patch, 'Feed saved');
  };

  return (
    <>
      <form
        class="nr-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <ProblemNote problem={action.problem} shown={pointers} />
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
        <TextField
          label="What we know so far"
          hint="On top of the feed's page, in Markdown: short paragraphs, or points that begin with a hyphen."
          rows={4}
          value={summary}
          onValue={setSummary}
          faults={faultsUnder(action.problem, '/summary')}
          spellcheck
        />
        <div class="nr-columns">
          <TextField
            label="Language"
            hint="For example en or pt-BR."
            value={lang}
            onValue={setLang}
            faults={faultsUnder(action.problem, '/lang')}
            required
          />
          <ChoiceField
            label="Direction of the text"
            value={dir}
            choices={directions}
            onValue={setDir}
            faults={faultsUnder(action.problem, '/dir')}
          />
        </div>
        <TextField
          label="Hold each post, seconds"
          hint="0 to 60. For so long a post can be taken back before any reader gets it."
          value={undo}
          onValue={setUndo}
          faults={faultsUnder(action.problem, '/undoSeconds')}
        />
        <ChoiceField
          label="Who finds this feed"
          value={visibility}
          choices={visibilityChoices}
          onValue={setVisibility}
          faults={faultsUnder(action.problem, '/visibility')}
        />
        <p class="nr-hint">
          Times are told in {info.timezone}. Coverage is {isOpen ? 'open' : 'ended'}:{' '}
          {isOpen
            ? 'ending it tells readers that nothing more will come.'
            : 'reopening it tells readers that more will come.'}
        </p>
        <p class="nr-actions" role="group" aria-label="More of this feed">
          <button type="button" aria-haspopup="dialog" onClick={() => setAtSnippets(true)}>
            Snippets
          </button>
          <button type="button" aria-haspopup="dialog" onClick={() => setAtCampaign(true)}>
            Campaign
          </button>
          <button type="button" aria-haspopup="dialog" onClick={() => setAtFollowers(true)}>
            Followers
          </button>
          <button type="button" aria-haspopup="dialog" onClick={() => setAtUpstreams(true)}>
            Other newsrooms
          </button>
          <button type="button" aria-haspopup="dialog" onClick={() => setAtKeys(true)}>
            Keys for readers
          </button>
          <button type="button" aria-haspopup="dialog" onClick={() => setAtImport(true)}>
            Import
          </button>
        </p>
        <FormActions words="Save" isBusy={action.busy} onClose={onClose}>
          <button
            type="button"
            class="nr-last"
            disabled={action.busy}
            onClick={() =>
              isOpen ? setAsking(true) : change({ coverage: 'open' }, 'Coverage reopened')
            }
          >
            {isOpen ? 'End coverage' : 'Reopen coverage'}
          </button>
        </FormActions>
        {isAsking && (
          <Ask
            {...beforeEnding}
            onYes={() => change({ coverage: 'ended' }, 'Coverage ended')}
            onNo={() => setAsking(false)}
          />
        )}
      </form>
      {isAtCampaign && (
        <Modal title="Campaign" onClose={() => setAtCampaign(false)}>
          <LoadedPlace
            isPart
            load={parts.campaign}
            draw={(CampaignSettings) => (
              <CampaignSettings
                row={row}
                onChanged={onChanged}
                onClose={() => setAtCampaign(false)}
              />
            )}
          />
        </Modal>
      )}
      {isAtKeys && (
        <LoadedDialog
          title="Keys for readers"
          load={parts.readerKeys}
          draw={(ReaderKeys) => <ReaderKeys feed={feed} zone={info.timezone} />}
          onClose={() => setAtKeys(false)}
        />
      )}
      {isAtImport && (
        <LoadedDialog
          title="Import"
          load={parts.import}
          draw={(ImportPart) => <ImportPart feed={feed} />}
          onClose={() => setAtImport(false)}
        />
      )}
      {isAtFollowers && (
        <LoadedDialog
          title="Followers"
          load={parts.followers}
          draw={(FollowersPart) => <FollowersPart feed={feed} />}
          onClose={() => setAtFollowers(false)}
        />
      )}
      {isAtUpstreams && (
        <LoadedDialog
          title="Other newsrooms"
          load={parts.upstreams}
          draw={(UpstreamsPart) => <UpstreamsPart feed={feed} />}
          onClose={() => setAtUpstreams(false)}
        />
      )}
      {isAtSnippets && (
        <Modal title="Snippets" onClose={() => setAtSnippets(false)}>
          <LoadedPlace
            isPart
            load={parts.snippets}
            draw={(SnippetSettings) => (
              <SnippetSettings
                feed={feed}
                onSaved={() => onChanged('Snippets saved')}
                onClose={() => setAtSnippets(false)}
              />
            )}
          />
        </Modal>
      )}
    </>
  );
}
