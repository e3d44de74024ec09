import { audioText } from '../fields/audio-fields.ts';
import { picturesText } from '../fields/picture-fields.ts';
import type { Beside } from './edit-text.ts';

/** The other text of a conflict, to read, to copy from, or to continue with. */
export function BesideText({
  text,
  onChoose,
}: {
  readonly text: Beside;
  readonly onChoose: () => void;
}) {
  const { fields } = text;
  const marks = [
    fields.breaking && 'Breaking',
    fields.key && 'Key event',
    fields.bylines !== '' && `By ${fields.bylines.replaceAll('\n', '; ')}`,
    fields.tags !== '' && `Tags: ${fields.tags}`,
    fields.link !== '' && `Link: ${fields.link}`,
    fields.related !== '' && `Related: ${fields.related.replaceAll('\n', '; ')}`,
    fields.pictures.length > 0 && `Pictures: ${picturesText(fields.pictures)}`,
    fields.audio.url !== '' && `Sound: ${audioText(fields.audio)}`,
  ].filter((mark) => mark !== false);
  return (
    <section class="nr-beside" aria-label={text.title}>
      <h3>{text.title}</h3>
      {fields.headline !== '' && <p class="nr-beside-headline">{fields.headline}</p>}
      <pre>{fields.body}</pre>
      {marks.length > 0 && <p class="nr-hint">{marks.join(' · ')}</p>}
      <button type="button" onClick={onChoose}>
        Go on from this text
      </button>
    </section>
  );
}
