import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface Props<T> {
  /** Must stay the same function. */
  readonly load: () => Promise<T>;
  readonly draw: (loaded: T) => ComponentChildren;
  /** A part of a place, in which something else is the main thing. */
  readonly isPart?: boolean;
}

/** A place or a part whose code is loaded when somebody goes there, so that the desk does not wait for it. */
export function LoadedPlace<T>({ load, draw, isPart = false }: Props<T>) {
  const [found, setFound] = useState<{ readonly what: T } | 'loading' | 'failed'>('loading');
  useEffect(() => {
    let isWanted = true;
    load().then(
      (what) => isWanted && setFound({ what }),
      () => isWanted && setFound('failed'),
    );
    return () => {
      isWanted = false;
    };
  }, [load]);

  if (found === 'loading') {
    return (
      <p class="nr-alone" role="status">
        Opening…
      </p>
    );
  }
  if (found !== 'failed') return <>{draw(found.what)}</>;
  const Frame = isPart ? 'div' : 'main';
  // The server may have been replaced by a later version, whose code has other names.
  return (
    <Frame class="nr-alone">
      <div role="alert" class="nr-problem">
        <p>
          <strong>This place cannot be opened now.</strong> The server cannot be reached, or it is
          of a later version than this page. What you typed is kept.
        </p>
        <button type="button" onClick={() => location.reload()}>
          Load the page again
        </button>
      </div>
    </Frame>
  );
}
