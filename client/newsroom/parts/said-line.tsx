/** A text for the status line. The count changes when the same text is set again. */
export type Said = { readonly words: string; readonly count: number } | null;

/** The result of the latest act, where there is no feed whose status stands beside it. */
export function SaidLine({ said }: { readonly said: Said }) {
  return (
    <p class="nr-status" role="status">
      {said !== null && <SaidWords said={said} />}
    </p>
  );
}

export function SaidWords({ said }: { readonly said: NonNullable<Said> }) {
  return (
    <span key={said.count} class="nr-said">
      {said.words}
    </span>
  );
}
