interface Props {
  /** What they are names for, for who does not see where they stand. */
  readonly label: string;
  readonly names: readonly string[];
  readonly isBusy: boolean;
  readonly onChoose: (name: string) => void;
}

/** Names that were used before, each a button beside the field that takes it. */
export function OfferedNames({ label, names, isBusy, onChoose }: Props) {
  if (names.length === 0) return null;
  return (
    <p class="nr-offers" role="group" aria-label={label}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          dir="auto"
          disabled={isBusy}
          onClick={() => onChoose(name)}
        >
          {name}
        </button>
      ))}
    </p>
  );
}
