import { useLayoutEffect, useRef } from 'preact/hooks';
import { Modal } from './modal.tsx';
import type { Question } from './questions.ts';

interface Props extends Question {
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/** Asks once before something readers cannot help noticing, or that cannot be taken back; the answer is one key away. */
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
            // The Enter that asked, still held down, is no answer.
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
