interface Keys {
  readonly submit: () => void;
  /** Ctrl/Cmd+S: saves the text where no reader sees it. Never publishes. */
  readonly keep: () => void;
  readonly close?: () => void;
}

/** The keys of a form: Ctrl/Cmd+Enter, Ctrl/Cmd+S, Escape. A key that is held down acts once. */
export function formKeys({ submit, keep, close }: Keys): (event: KeyboardEvent) => void {
  return (event) => {
    const isCommand = event.ctrlKey || event.metaKey;
    const action =
      isCommand && event.key === 'Enter'
        ? submit
        : isCommand && event.key.toLowerCase() === 's'
          ? keep
          : event.key === 'Escape'
            ? close
            : undefined;
    if (action === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) action();
  };
}
