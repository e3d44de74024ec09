import { ownServer } from '../api/own-server.ts';
import type { Problem } from '../api/problem.ts';
import type { ItemFields } from '../fields/item-fields.ts';
import type { FieldRef } from '../forms/text-field.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { isUploaded } from './is-uploaded.ts';
import { PictureWords } from './picture-words.tsx';
import type { PictureUpload } from './use-picture.ts';

interface Props {
  readonly upload: PictureUpload;
  readonly fields: ItemFields;
  readonly change: (patch: Partial<ItemFields>) => void;
  readonly problem: Problem | null;
  readonly isBusy: boolean;
  readonly altRef: FieldRef;
}

/** The uploaded picture of a form, with what is said of it; nothing while there is none. */
export function PicturePanel({ upload, fields, change, problem, isBusy, altRef }: Props) {
  const shows = isUploaded(fields.imageUrl);
  return (
    <>
      {upload.onItsWay !== undefined && (
        <p class="nr-notice" role="status">
          {upload.onItsWay} is on its way…
        </p>
      )}
      <ProblemNote problem={upload.problem} onRetry={upload.retry} />
      {shows && (
        <fieldset class="nr-picture">
          <legend class="nr-unseen">Picture</legend>
          <img src={new URL(fields.imageUrl.slice(1), ownServer()).href} alt="" />
          <div class="nr-picture-words">
            <PictureWords
              fields={fields}
              change={change}
              problem={problem}
              isBusy={isBusy}
              altRef={altRef}
            />
          </div>
          <button type="button" disabled={isBusy} onClick={upload.remove}>
            Take out the picture
          </button>
        </fieldset>
      )}
    </>
  );
}
