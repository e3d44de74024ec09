interface Props {
  readonly label: string;
  readonly isOn: boolean;
  readonly onToggle: (isOn: boolean) => void;
  readonly class?: string;
}

export function Toggle({ label, isOn, onToggle, class: name = '' }: Props) {
  return (
    <label class={`nr-toggle ${name}`}>
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => onToggle(event.currentTarget.checked)}
      />
      {label}
    </label>
  );
}
