import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { useSay } from './contexts.ts';

interface Props {
  readonly label: string;
  readonly secret: string;
  readonly hint: string;
  readonly onClose: () => void;
}

/** A secret that the server tells this once. It has the focus, so that it is not overlooked. */
export function ShownOnce({ label, secret, hint, onClose }: Props) {
  const say = useSay();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.select(), [secret]);

  const copy = async (): Promise<void> => {
    field.current?.select();
    try {
      // Missing where the page is served without TLS.
      await navigator.clipboard.writeText(secret);
      say('Copied');
    } catch {
      say('Selected: press Ctrl C to copy it');
    }
  };
  return (
    <div class="nr-once">
      <p class="nr-field">
        <label for={id}>{label}</label>
        <input ref={field} id={id} readOnly value={secret} aria-describedby={`${id}-hint`} />
        <span id={`${id}-hint`} class="nr-hint">
          {hint}
        </span>
      </p>
      <p class="nr-actions">
        <button type="button" class="nr-primary" onClick={() => void copy()}>
          Copy
        </button>
        <button type="button" onClick={onClose}>
          Done
        </button>
      </p>
    </div>
  );
}
