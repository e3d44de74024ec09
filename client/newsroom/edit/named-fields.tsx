import { useContext, useRef } from 'preact/hooks';
import { writerOf } from '../../../src/feed/byline.ts';
import type { Problem } from '../api/problem.ts';
import { bylinesOf, bylinesText } from '../fields/bylines-text.ts';
import { faultsAt } from '../fields/faults.ts';
import type { ItemFields } from '../fields/item-fields.ts';
import { listOf } from '../fields/list-of.ts';
import { offersFor } from '../fields/used-names.ts';
import { TextField } from '../forms/text-field.tsx';
import { UsedNamesContext } from '../parts/contexts.ts';
import { OfferedNames } from '../forms/offered-names.tsx';

interface Props {
  readonly fields: ItemFields;
  readonly change: (patch: Partial<ItemFields>) => void;
  readonly problem: Problem | null;
  readonly isBusy: boolean;
}

const bylinesHint =
  'Names, with commas between; or one person a line: name | role | picture address | page address.';

/** Bylines and tags, with those offered that the feed has had before. */
export function NamedFields({ fields, change, problem, isBusy }: Props) {
  const used = useContext(UsedNamesContext);
  const bylinesField = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const tagsField = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const bylines = bylinesOf(fields.bylines);
  const people = offersFor(bylines.map(nameOf), used.bylines.map(nameOf));
  const tags = listOf(fields.tags);
  const words = offersFor(tags, used.tags);

  const addByline = (name: string): void => {
    const added = used.bylines.filter((byline) => nameOf(byline) === name);
    change({ bylines: bylinesText([...bylines.slice(0, people.kept), ...added]) });
    bylinesField.current?.focus();
  };
  const addTag = (tag: string): void => {
    change({ tags: [...tags.slice(0, words.kept), tag].join(', ') });
    tagsField.current?.focus();
  };
  return (
    <>
      <div class="nr-named">
        <TextField
          label="Bylines"
          hint={bylinesHint}
          rows={2}
          value={fields.bylines}
          onValue={(value) => change({ bylines: value })}
          faults={faultsAt(problem, 'bylines')}
          readOnly={isBusy}
          fieldRef={bylinesField}
        />
        <OfferedNames
          label="Bylines of this feed"
          names={people.names}
          isBusy={isBusy}
          onChoose={addByline}
        />
      </div>
      <div class="nr-named">
        <TextField
          label="Tags"
          hint="Separate tags with commas."
          value={fields.tags}
          onValue={(value) => change({ tags: value })}
          faults={faultsAt(problem, 'tags')}
          readOnly={isBusy}
          fieldRef={tagsField}
        />
        <OfferedNames
          label="Tags of this feed"
          names={words.names}
          isBusy={isBusy}
          onChoose={addTag}
        />
      </div>
    </>
  );
}

function nameOf(byline: Parameters<typeof writerOf>[0]): string {
  return writerOf(byline).name;
}
