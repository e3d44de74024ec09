import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../api/problem.ts';
import { LangContext, useSay } from '../parts/contexts.ts';
import { faultsAt } from '../fields/faults.ts';
import type { ItemFields } from '../fields/item-fields.ts';
import { PictureButton } from '../pictures/picture-button.tsx';
import { takesPictures } from '../pictures/pictures-in.ts';
import { usePictures } from '../pictures/use-pictures.ts';
import { SoundButton } from '../sounds/sound-button.tsx';
import { SoundSection } from '../sounds/sound-section.tsx';
import { useSound } from '../sounds/use-sound.ts';
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
import { useChords } from './use-chords.ts';
import { PictureSection } from './picture-section.tsx';
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
  /** Hears when a file is on its way: a text that is sent without it is not what its editor meant. */
  readonly onUploading: (isUploading: boolean) => void;
  /** What the text is known by: the way back to a picture or sound that was taken out ends with the text. */
  readonly textId?: string;
}

/** All fields of an item: headline and body are large, the others are folded away. */
export function ItemFieldset(props: Props) {
  const { fields, change, problem, isBusy } = props;
  const say = useSay();
  const feedLang = useContext(LangContext);
  const lang = fields.lang.trim() || feedLang;
  const snippets = useContext(SnippetsContext);
  const ownBody = useRef<FieldHandle>(null);
  const bodyRef = props.bodyRef ?? ownBody;
  const pictureButton = useRef<HTMLButtonElement>(null);
  const schedule = useRef<() => void>(null);
  const [isChoosing, setChoosing] = useState(false);
  const { pictures } = fields;
  const onPictures = (next: ItemFields['pictures']): void => change({ pictures: next });
  // What it shows is asked for where it is to be written.
  const [added, setAdded] = useState<{ at: number } | undefined>(undefined);
  useEffect(() => setAdded(undefined), [props.textId]);
  const uploads = usePictures({
    pictures,
    onPictures,
    onAdded: (at) => setAdded({ at }),
  });
  const flip = (flag: 'breaking' | 'key', on: string, off: string) => () => {
    change({ [flag]: !fields[flag] });
    say(fields[flag] ? off : on);
  };
  const onKey = useChords({
    b: ['breaking', flip('breaking', 'Breaking', 'Not breaking')],
    k: ['key event', flip('key', 'Key event', 'No key event')],
    p: ['picture', () => pictureButton.current?.click()],
    ...(props.embargoZone !== undefined && { s: ['schedule', () => schedule.current?.()] }),
  });
  const onAudio = (audio: ItemFields['audio']): void => change({ audio });
  const sound = useSound(onAudio);
  const isUploading = (uploads.onItsWay ?? sound.onItsWay) !== undefined;
  // Before the note about it is on the screen: who publishes at its sight waits for the file.
  useLayoutEffect(() => props.onUploading(isUploading), [isUploading]);
  return (
    <div
      class="nr-fields"
      onKeyDownCapture={onKey}
      {...takesPictures((files) => isBusy || uploads.add(files))}
    >
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
        <PictureButton
          isBusy={isBusy || uploads.onItsWay !== undefined}
          onPictures={uploads.add}
          buttonRef={pictureButton}
        />
        <SoundButton isBusy={isBusy || sound.onItsWay !== undefined} onSound={sound.add} />
        <LibraryButton
          isBusy={isBusy || isUploading}
          onUpload={(upload) => (upload.seconds === undefined ? uploads : sound).take(upload)}
        />
        <SnippetButton
          isBusy={isBusy}
          snippets={snippets}
          isOpen={isChoosing}
          setOpen={setChoosing}
          onText={(text) => bodyRef.current?.insert(text)}
        />
      </p>
      <PictureSection
        key={props.textId}
        uploads={uploads}
        pictures={pictures}
        onPictures={onPictures}
        problem={problem}
        isBusy={isBusy}
        added={added}
      />
      <SoundSection
        key={`sound ${props.textId ?? ''}`}
        upload={sound}
        audio={fields.audio}
        onAudio={onAudio}
        problem={problem}
        isBusy={isBusy}
      />
      <MoreFields
        fields={fields}
        change={change}
        problem={problem}
        isBusy={isBusy}
        embargoZone={props.embargoZone}
        scheduleRef={schedule}
        onPictureAddress={uploads.addAddress}
      />
    </div>
  );
}
