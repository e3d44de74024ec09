import { useLayoutEffect, useRef } from 'preact/hooks';
import { altsOf } from '../fields/picture-fields.ts';
import { fieldsFrom } from '../edit/edit-text.ts';
import type { KeptText } from '../kept/keeper.ts';
import { Modal } from '../parts/modal.tsx';
import { textName } from '../parts/item-name.ts';

interface Props {
  readonly account: string;
  readonly texts: readonly KeptText[];
  readonly onSignOut: (keeps: boolean) => void;
  readonly onNo: () => void;
}

const enough = 3;

/** Asks whether to keep the unsent texts: the next person at this device must not find them by accident. */
export function SignOutAsk({ account, texts, onSignOut, onNo }: Props) {
  const first = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => first.current?.focus(), []);
  const more = texts.length - enough;
  return (
    <Modal title="Sign out, and the unsent text?" onClose={onNo}>
      <p>
        {texts.length === 1 ? 'A text was' : `${texts.length} texts were`} written on this device
        and not sent. Kept, only “{account}” finds {texts.length === 1 ? 'it' : 'them'} here again.
      </p>
      <ul class="nr-list nr-words">
        {texts.slice(0, enough).map((text) => (
          <li key={text.name}>“{wordsOf(text)}”</li>
        ))}
        {more > 0 && <li>and {more} more</li>}
      </ul>
      <p class="nr-actions">
        <button ref={first} type="button" class="nr-primary" onClick={() => onSignOut(true)}>
          Keep and sign out
        </button>
        <button type="button" class="nr-alarm" onClick={() => onSignOut(false)}>
          Delete and sign out
        </button>
        <button type="button" onClick={onNo}>
          Cancel
        </button>
      </p>
    </Modal>
  );
}

function wordsOf({ value }: KeptText): string {
  if (typeof value['words'] === 'string') return textName(value['words']);
  const { headline, body, pictures } = fieldsFrom(value['fields']);
  const note = typeof value['note'] === 'string' ? value['note'] : '';
  return textName(headline.trim() || body.trim() || altsOf(pictures) || note);
}
