/** Why the edited draft or item is gone, and what can be done with the text. */
export interface Gone {
  readonly words: string;
  /** The text is kept when the form closes. The text of a removed item is not. */
  readonly isKept: boolean;
  readonly goOn?: { readonly keptAs: string; readonly start: () => void };
}

interface Props {
  readonly gone: Gone;
  /** Passes the text to the form whose text is kept under this name. */
  readonly onGoOn: (keptAs: string) => void;
}

/** Says that the edited draft or item is gone. The text stays in the form, and can become an edit of the new item. */
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
