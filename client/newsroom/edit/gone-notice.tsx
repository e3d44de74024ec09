/** Why what is edited is not there any more, and how the text may go on. */
export interface Gone {
  readonly words: string;
  /** Whether the text outlives the form: words of a removed item do not. */
  readonly isKept: boolean;
  readonly goOn?: { readonly keptAs: string; readonly start: () => void };
}

interface Props {
  readonly gone: Gone;
  /** Leaves the text to the form that keeps its own under this name. */
  readonly onGoOn: (keptAs: string) => void;
}

/** Says that what is edited is gone; the text stays in the form, and may go on as an edit of what it became. */
export function GoneNotice({ gone, onGoOn }: Props) {
  const { words, isKept, goOn } = gone;
  return (
    <div class="nr-problem" role="alert">
      <p>
        <strong>{words}.</strong>{' '}
        {isKept
          ? 'Your text is still here, and kept on this device.'
          : 'Your text stays here until you close the form: copy what you need.'}
      </p>
      {goOn !== undefined && (
        <button
          type="button"
          class="nr-primary"
          onClick={() => {
            onGoOn(goOn.keptAs);
            goOn.start();
          }}
        >
          Go on as an edit
        </button>
      )}
    </div>
  );
}
