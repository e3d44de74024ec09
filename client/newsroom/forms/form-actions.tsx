import type { ComponentChildren } from 'preact';

interface Props {
  /** What the main button does, in its own words. */
  readonly words: string;
  readonly isBusy: boolean;
  readonly onClose: () => void;
  /** What stands beside these two. */
  readonly children?: ComponentChildren;
}

/** The buttons at the end of a form that is opened and closed. */
export function FormActions({ words, isBusy, onClose, children }: Props) {
  return (
    <p class="nr-actions">
      <button class="nr-primary" disabled={isBusy}>
        {words}
      </button>
      <button type="button" onClick={onClose}>
        Cancel
      </button>
      {children}
    </p>
  );
}
