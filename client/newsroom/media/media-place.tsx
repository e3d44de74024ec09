import { useState } from 'preact/hooks';
import type { UploadedPicture } from '../api/answers.ts';
import { useApi, useSay } from '../parts/contexts.ts';
import { useMay } from '../parts/person-context.ts';
import { PlaceTitle } from '../parts/place-title.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { PictureButton } from '../pictures/picture-button.tsx';
import { takesPictures } from '../pictures/pictures-in.ts';
import { ErasePicture } from './erase-picture.tsx';
import { PictureGrid } from './picture-grid.tsx';
import { useLibrary } from './use-library.ts';

/** All pictures and sounds of the newsroom. */
export function MediaPlace() {
  const { addPicture } = useApi();
  const say = useSay();
  const library = useLibrary();
  const action = useAction();
  const erases = useMay('publish');
  const [asked, setAsked] = useState<UploadedPicture | null>(null);

  const add = (files: readonly File[]): void =>
    void action.run(async () => {
      for (const file of files) {
        say(`${file.name} is on its way`);
        await addPicture(file);
        say(`${file.name} is there`);
        await library.reload();
      }
    }, 'The picture was not added');
  return (
    <main class="nr-plate nr-wide" {...takesPictures(add)}>
      <header class="nr-place-head">
        <PlaceTitle>Library</PlaceTitle>
        <PictureButton label="Add a picture" isBusy={action.busy} onPictures={add} />
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
        <ErasePicture
          picture={asked}
          onErased={() => {
            setAsked(null);
            void library.reload();
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </main>
  );
}
