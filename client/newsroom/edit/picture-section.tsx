import { useRef } from 'preact/hooks';
import type { Problem } from '../api/problem.ts';
import type { PictureFields } from '../fields/picture-fields.ts';
import { UploadNote } from '../forms/upload-note.tsx';
import { LoadedPlace } from '../places/loaded-place.tsx';
import type { PictureUploads } from '../pictures/use-pictures.ts';

interface Props {
  readonly uploads: PictureUploads;
  readonly pictures: readonly PictureFields[];
  readonly onPictures: (pictures: readonly PictureFields[]) => void;
  readonly problem: Problem | null;
  readonly isBusy: boolean;
  readonly added: { readonly at: number } | undefined;
}

const load = async () => (await import('../pictures/picture-list.tsx')).PictureList;

/** The pictures of a form. Most texts have none: the list is loaded with the first, and stays, with a way back to it. */
export function PictureSection({ uploads, ...list }: Props) {
  const isUsed = useRef(false);
  if (list.pictures.length > 0) isUsed.current = true;
  return (
    <>
      <UploadNote upload={uploads} />
      {isUsed.current && (
        <LoadedPlace isPart load={load} draw={(PictureList) => <PictureList {...list} />} />
      )}
    </>
  );
}
