import { useState } from 'preact/hooks';
import type { FeedRow } from '../api/answers.ts';
import { faultsUnder } from '../fields/faults.ts';
import { instantsOf, localTimeOf } from '../fields/zoned-time.ts';
import { FormActions } from '../forms/form-actions.tsx';
import { TextField } from '../forms/text-field.tsx';
import { Toggle } from '../forms/toggle.tsx';
import { useApi } from '../parts/contexts.ts';
import { useMay } from '../parts/person-context.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { CampaignPreview } from './campaign-preview.tsx';

interface Props {
  readonly row: FeedRow;
  readonly onChanged: (words: string) => void;
  readonly onClose: () => void;
}

const pointers = ['text', 'goal', 'count', 'unit', 'link', 'linkText', 'until', 'monotone'].map(
  (name) => `/campaign/${name}`,
);

/** The campaign of a feed, as readers will see it. */
export function CampaignSettings({ row, onChanged, onClose }: Props) {
  const api = useApi();
  const action = useAction();
  const { feed, info } = row;
  const before = info.campaign;
  const said = {
    text: before?.text ?? '',
    goal: String(before?.goal ?? ''),
    count: String(before?.count ?? 0),
    unit: before?.unit ?? '',
    link: before?.link ?? '',
    linkText: before?.linkText ?? '',
    until: before?.until === undefined ? '' : localTimeOf(before.until, info.timezone),
  };
  const isSites = before?.site === true;
  const [isForAll, setForAll] = useState(isSites);
  const changesSite = useMay('change site');
  const [fields, setFields] = useState(said);
  const [monotone, setMonotone] = useState(before?.monotone ?? true);
  const field = (name: keyof typeof said) => ({
    value: fields[name],
    onValue: (value: string) => setFields((now) => ({ ...now, [name]: value })),
    faults: faultsUnder(action.problem, `/campaign/${name}`),
    readOnly: action.busy,
  });

  const change = (campaign: object | null, words: string): void =>
    void action.run(async () => {
      const isOfSite = campaign === null ? isSites : isForAll;
      if (isOfSite) await api.call({ method: 'PUT', path: '/campaign', body: { campaign } });
      // The feed's own would stand before the site's.
      if (!isOfSite) await api.changeFeed(feed, { campaign });
      else if (before !== undefined && !isSites) await api.changeFeed(feed, { campaign: null });
      onChanged(words);
    }, 'Campaign not changed');
  const save = (): void => {
    const { link, linkText, until } = fields;
    change(
      {
        text: fields.text.trim(),
        goal: numberIn(fields.goal),
        // A count that nobody typed here stays as others count it meanwhile.
        ...((before === undefined || isForAll !== isSites || fields.count !== said.count) && {
          count: numberIn(fields.count),
        }),
        unit: fields.unit.trim(),
        ...(link.trim() !== '' && { link: link.trim() }),
        ...(linkText.trim() !== '' && { linkText: linkText.trim() }),
        ...(until !== '' && { until: endOf(until, said.until, before?.until, info.timezone) }),
        monotone,
      },
      'Campaign saved',
    );
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
      <p class="nr-hint">
        A quiet bar above the news, on the feed’s page and in its tickers. A machine sets the count
        by <code>PUT /api/v1/{isForAll ? '' : `feeds/${feed}/`}campaign/count</code>.
      </p>
      <ProblemNote problem={action.problem} shown={pointers} />
      <TextField label="Text" {...field('text')} lang={info.lang} spellcheck required />
      <div class="nr-columns">
        <TextField label="Goal" {...field('goal')} required />
        <TextField label="Count" {...field('count')} />
      </div>
      <TextField
        label="What is counted"
        hint="As it stands behind the goal: members."
        {...field('unit')}
        lang={info.lang}
        required
      />
      <div class="nr-columns">
        <TextField label="Link" type="url" {...field('link')} />
        <TextField label="Words of the link" {...field('linkText')} lang={info.lang} />
      </div>
      <TextField
        label={`Until, ${info.timezone} time`}
        hint="It goes from every page then. Empty: until you end it."
        type="datetime-local"
        {...field('until')}
      />
      <Toggle label="The count only goes up" isOn={monotone} onToggle={setMonotone} />
      {changesSite && (
        <Toggle
          label="For all feeds that have none of their own"
          isOn={isForAll}
          onToggle={setForAll}
        />
      )}
      <CampaignPreview
        info={info}
        campaign={{
          text: fields.text.trim(),
          goal: Number(numberIn(fields.goal)),
          count: Number(numberIn(fields.count)),
          unit: fields.unit.trim(),
          link: fields.link.trim(),
          linkText: fields.linkText.trim() || undefined,
        }}
      />
      <FormActions words="Save the campaign" isBusy={action.busy} onClose={onClose}>
        {before !== undefined && (!isSites || changesSite) && (
          <button
            type="button"
            class="nr-last"
            disabled={action.busy}
            onClick={() => change(null, 'Campaign ended')}
          >
            {isSites ? 'End it in all feeds' : 'End the campaign'}
          </button>
        )}
      </FormActions>
    </form>
  );
}

/** A whole number, also in groups of three. What is none goes as it is: the server says what would do. */
function numberIn(text: string): number | string {
  const isWhole = /^(\d+|\d{1,3}([\s,.'’]\d{3})+)$/.test(text.trim());
  return isWhole ? Number(text.replaceAll(/\D/g, '')) : text;
}

/** An end that was not touched keeps its seconds. */
function endOf(typed: string, said: string, before: string | undefined, zone: string): string {
  return typed === said && before !== undefined ? before : (instantsOf(typed, zone)[0] ?? typed);
}
