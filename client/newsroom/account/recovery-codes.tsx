import { useLayoutEffect, useRef } from 'preact/hooks';

interface Props {
  readonly codes: readonly string[];
  readonly onKept: () => void;
}

/** Recovery codes, which the server shows this once. */
export function RecoveryCodes({ codes, onKept }: Props) {
  const list = useRef<HTMLOListElement>(null);
  useLayoutEffect(() => list.current?.focus(), []);
  return (
    <>
      <p>
        Keep these recovery codes where you find them without your phone. Each signs you in once in
        place of the app. They are not shown again.
      </p>
      <ol ref={list} class="nr-codes" tabIndex={-1} aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p class="nr-actions">
        <button type="button" class="nr-primary" onClick={onKept}>
          I have kept them
        </button>
      </p>
    </>
  );
}
