import { useState } from 'preact/hooks';
import type { UploadedPicture } from '../api/answers.ts';
import { Ask } from '../parts/ask.tsx';
import { useApi, useSay } from '../parts/contexts.ts';
import { useMay } from '../parts/person-context.ts';
import { PlaceTitle } from '../parts/place-title.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { PictureButton } from '../pictures/picture-button.tsx';
import { takesPictures } from '../pictures/pictures-in.ts';
import { erasePicture } from './media-calls.ts';
import { PictureGrid } from './picture-grid.tsx';
import { useLibrary } from './use-library.ts';

/** All pictures of the newsroom. */
export function MediaPlace() {
  const { call, addPicture } = useApi();
  const say = useSay();
  const library = useLibrary();
  const action = useAction();
  const erases = useMay('publish');
  const [asked, setAsked] = useState<UploadedPicture | null>(null);

  const add = (file: File): void =>
    void action.run(async () => {
      say(`${file.name} is on its way`);
      await addPicture(file);
      say(`${file.name} is there`);
      await library.reload();
    }, 'The picture was not added');
  const erase = ({ id, name }: UploadedPicture): void => {
    setAsked(null);
    void action.run(async () => {
      await erasePicture(call, id);
      say(`${name} is erased`);
      await library.reload();
    }, 'Not erased');
  };
  return (
    <main class="nr-plate nr-wide" {...takesPictures(add)}>
      <header class="nr-place-head">
        <PlaceTitle>Pictures</PlaceTitle>
        <PictureButton label="Add a picture" isBusy={action.busy} onPicture={add} />
      </header>
      {action.problem !== null && <ProblemNote problem={action.problem} />}
      <PictureGrid
        library={library}
        actions={(picture) =>
          erases && (
            <button type="button" disabled={action.busy} onClick={() => setAsked(picture)}>
              Erase
            </button>
          )
        }
      />
      {asked !== null && (
        <Ask
          question={`Erase “${asked.name}”?`}
          detail="It is gone for good. A picture that an item or a draft shows stays."
          yes="Erase"
          tone="alarm"
          onYes={() => erase(asked)}
          onNo={() => setAsked(null)}
        />
      )}
    </main>
  );
}
