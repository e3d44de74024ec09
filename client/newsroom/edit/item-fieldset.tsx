import { useContext, useRef, useState } from 'preact/hooks';
import type { Problem } from '../api/problem.ts';
import { LangContext } from '../parts/contexts.ts';
import { faultsAt } from '../fields/faults.ts';
import type { ItemFields } from '../fields/item-fields.ts';
import { PictureButton } from '../pictures/picture-button.tsx';
import { PicturePanel } from '../pictures/picture-panel.tsx';
import { takesPictures } from '../pictures/pictures-in.ts';
import { usePicture } from '../pictures/use-picture.ts';
import { LibraryButton } from './library-button.tsx';
import { TextCount } from '../writing/text-count.tsx';
import { MoreFields } from './more-fields.tsx';
import {
  MarkdownField,
  type FieldHandle,
  type FieldHandleRef,
} from '../writing/markdown-field.tsx';
import { SnippetButton } from '../writing/snippet-button.tsx';
import { SnippetsContext } from '../writing/snippets-context.ts';
import { TextField, type FieldRef } from '../forms/text-field.tsx';
import { Toggle } from '../forms/toggle.tsx';

interface Props {
  readonly fields: ItemFields;
  readonly change: (patch: Partial<ItemFields>) => void;
  readonly problem: Problem | null;
  readonly isBusy: boolean;
  readonly bodyRows: number;
  /** The time zone of the embargo; undefined for a published item, which has none. */
  readonly embargoZone?: string;
  readonly headlineRef?: FieldRef;
  readonly bodyRef?: FieldHandleRef;
  /** Hears when a picture is on its way: the text is not to be sent without it. */
  readonly onUploading: (isUploading: boolean) => void;
}

/** All fields of an item: headline and body are large, the others are folded away. */
export function ItemFieldset(props: Props) {
  const { fields, change, problem, isBusy } = props;
  const feedLang = useContext(LangContext);
  const lang = fields.lang.trim() || feedLang;
  const snippets = useContext(SnippetsContext);
  const ownBody = useRef<FieldHandle>(null);
  const bodyRef = props.bodyRef ?? ownBody;
  const [isChoosing, setChoosing] = useState(false);
  const altRef = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  // Asked for where it is to be written, once it is there.
  const askForWords = (): void => void requestAnimationFrame(() => altRef.current?.focus());
  const upload = usePicture(change, props.onUploading, askForWords);
  return (
    <div class="nr-fields" {...takesPictures((file) => isBusy || upload.add(file))}>
      <TextField
        class="nr-headline"
        label="Headline"
        value={fields.headline}
        onValue={(headline) => change({ headline })}
        faults={faultsAt(problem, 'headline')}
        readOnly={isBusy}
        spellcheck
        lang={lang}
        fieldRef={props.headlineRef}
      />
      <MarkdownField
        class="nr-body"
        label="Text, in Markdown"
        rows={props.bodyRows}
        value={fields.body}
        onValue={(body) => change({ body })}
        faults={faultsAt(problem, 'body')}
        readOnly={isBusy}
        lang={lang}
        dir={fields.dir}
        fieldRef={bodyRef}
        onSlash={() => setChoosing(snippets.length > 0)}
      />
      <TextCount text={fields.body} />
      <p class="nr-toggles">
        <Toggle
          class="nr-toggle-breaking"
          label="Breaking"
          isOn={fields.breaking}
          onToggle={(breaking) => change({ breaking })}
        />
        <Toggle
          class="nr-toggle-key"
          label="Key event"
          isOn={fields.key}
          onToggle={(key) => change({ key })}
        />
        <PictureButton isBusy={isBusy || upload.onItsWay !== undefined} onPicture={upload.add} />
        <LibraryButton isBusy={isBusy || upload.onItsWay !== undefined} onPicture={upload.take} />
        <SnippetButton
          isBusy={isBusy}
          snippets={snippets}
          isOpen={isChoosing}
          setOpen={setChoosing}
          onText={(text) => bodyRef.current?.insert(text)}
        />
      </p>
      <PicturePanel
        upload={upload}
        fields={fields}
        change={change}
        problem={problem}
        isBusy={isBusy}
        altRef={altRef}
      />
      <MoreFields
        fields={fields}
        change={change}
        problem={problem}
        isBusy={isBusy}
        embargoZone={props.embargoZone}
      />
    </div>
  );
}
