import { letterOf } from '../parts/letter-of.ts';

interface Keys {
  readonly submit: () => void;
  /** Ctrl/Cmd+S: saves the text where no reader sees it. Never publishes. */
  readonly keep: () => void;
  readonly close?: () => void;
  /** Ctrl/Cmd+Shift+Enter: as `submit`, as breaking news. */
  readonly breaking?: (() => void) | undefined;
}

/** The keys of a form: Ctrl/Cmd+Enter, with Shift where that is another act, Ctrl/Cmd+S, Escape. A key that is held down acts once. */
export function formKeys({
  submit,
  keep,
  close,
  breaking = submit,
}: Keys): (event: KeyboardEvent) => void {
  return (event) => {
    const isCommand = event.ctrlKey || event.metaKey;
    const action =
      isCommand && event.key === 'Enter'
        ? event.shiftKey
          ? breaking
          : submit
        : isCommand && letterOf(event) === 's'
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
