import type { ComponentChildren } from 'preact';
import { lengthOf } from '../../../src/feed/draw/audio-markup.ts';
import { ownServer } from '../api/own-server.ts';
import type { UploadedPicture } from '../api/answers.ts';
import { TextField, type FieldRef } from '../forms/text-field.tsx';
import { ownTime } from '../parts/own-time.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import type { Library } from './use-library.ts';

interface Props {
  readonly library: Library;
  readonly searchRef?: FieldRef;
  /** The buttons of a picture. */
  readonly actions: (picture: UploadedPicture) => ComponentChildren;
}

/** The pictures of the library, with a search. */
export function PictureGrid({ library, searchRef, actions }: Props) {
  const { pictures, query } = library;
  return (
    <>
      <TextField
        label="Search by the name of the file"
        value={query}
        onValue={library.search}
        fieldRef={searchRef}
      />
      <ProblemNote problem={library.problem} onRetry={() => void library.reload()} />
      <p class="nr-hint" role="status">
        {pictures !== null && counted(pictures, library.hasMore, query)}
      </p>
      <ul class="nr-grid">
        {(pictures ?? []).map((picture) => (
          <li key={picture.id}>
            {picture.seconds === undefined ? (
              <img
                src={sourceOf(picture)}
                width={picture.width}
                height={picture.height}
                alt=""
                loading="lazy"
                decoding="async"
              />
            ) : (
              <audio controls preload="none" src={sourceOf(picture)} />
            )}
            <p class="nr-grid-name">{picture.name === '' ? 'Without a name' : picture.name}</p>
            <p class="nr-hint">
              {sizeOf(picture)}, {picture.addedBy}, {ownTime(picture.addedAt)}
            </p>
            <p class="nr-row-actions" role="group" aria-label={`Actions: ${picture.name}`}>
              {actions(picture)}
            </p>
          </li>
        ))}
      </ul>
      {library.hasMore && (
        <p class="nr-actions">
          <button type="button" disabled={library.isBusy} onClick={library.more}>
            Older pictures
          </button>
        </p>
      )}
    </>
  );
}

function sourceOf({ url }: UploadedPicture): string {
  return new URL(url.slice(1), ownServer()).href;
}

function sizeOf({ width, height, seconds }: UploadedPicture): string {
  return seconds === undefined ? `${width} × ${height}` : lengthOf(seconds);
}

function counted(found: readonly UploadedPicture[], hasMore: boolean, query: string): string {
  const count = found.length;
  if (count === 0) return query.trim() === '' ? 'None yet.' : 'None has all these words.';
  if (hasMore) return `The newest ${count}`;
  if (found.some(({ seconds }) => seconds !== undefined))
    return count === 1 ? '1 file' : `${count} files`;
  return count === 1 ? '1 picture' : `${count} pictures`;
}
