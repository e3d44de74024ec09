import { useLayoutEffect, useRef } from 'preact/hooks';
import type { UploadedPicture } from '../api/answers.ts';
import { PictureGrid } from './picture-grid.tsx';
import { useLibrary } from './use-library.ts';

interface Props {
  readonly onChoose: (picture: UploadedPicture) => void;
}

/** The library, to take a picture of it. */
export function PictureChoice({ onChoose }: Props) {
  const search = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useLayoutEffect(() => search.current?.focus(), []);
  return (
    <PictureGrid
      library={useLibrary()}
      searchRef={search}
      actions={(picture) => (
        <button type="button" onClick={() => onChoose(picture)}>
          Take this one
        </button>
      )}
    />
  );
}
