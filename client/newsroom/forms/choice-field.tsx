import { useId } from 'preact/hooks';

interface Props<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly (readonly [T, string])[];
  readonly onValue: (value: T) => void;
  readonly faults?: readonly string[];
  readonly isBusy?: boolean;
}

/** A labelled field with a choice of a few values. */
export function ChoiceField<T extends string>(props: Props<T>) {
  const { label, value, choices, onValue, faults = [] } = props;
  const id = useId();
  const noteId = `${id}-note`;
  return (
    <p class="nr-field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        disabled={props.isBusy}
        aria-invalid={faults.length > 0 ? 'true' : undefined}
        aria-describedby={faults.length > 0 ? noteId : undefined}
        onChange={(event) => {
          const chosen = choices.find(([name]) => name === event.currentTarget.value);
          if (chosen !== undefined) onValue(chosen[0]);
        }}
      >
        {choices.map(([name, words]) => (
          <option key={name} value={name}>
            {words}
          </option>
        ))}
      </select>
      {faults.length > 0 && (
        <span id={noteId} class="nr-fault">
          {faults.join(' ')}
        </span>
      )}
    </p>
  );
}
