import { useLayoutEffect, useRef } from 'preact/hooks';
import { Modal } from './modal.tsx';
import type { Question } from './questions.ts';

interface Props extends Question {
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/** Asks before an act that readers notice at once or that cannot be undone. The button for yes has the focus. */
export function Ask({ question, detail, yes, tone, onYes, onNo }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => button.current?.focus(), []);

  return (
    <Modal title={question} onClose={onNo}>
      <p>{detail}</p>
      <p class="nr-actions">
        <button
          ref={button}
          type="button"
          class={`nr-${tone}`}
          onClick={onYes}
          onKeyDown={(event) => {
            // Ignores the Enter that opened this question while the key is still held down.
            if (event.repeat) event.preventDefault();
          }}
        >
          {yes}
        </button>
        <button type="button" onClick={onNo}>
          Cancel
        </button>
      </p>
    </Modal>
  );
}
