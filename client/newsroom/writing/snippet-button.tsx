import { LoadedDialog } from '../places/loaded-dialog.tsx';
import type { Snippet } from '../../../src/feed/newsroom-messages.ts';

interface Props {
  readonly snippets: readonly Snippet[];
  readonly isBusy: boolean;
  readonly isOpen: boolean;
  readonly setOpen: (isOpen: boolean) => void;
  readonly onText: (text: string) => void;
}

const load = async () => (await import('./snippet-choice.tsx')).SnippetChoice;

/** Offers the feed's snippets, where it has some. */
export function SnippetButton({ snippets, isBusy, isOpen, setOpen, onText }: Props) {
  if (snippets.length === 0) return null;
  const close = (): void => setOpen(false);
  return (
    <>
      <button type="button" aria-haspopup="dialog" disabled={isBusy} onClick={() => setOpen(true)}>
        Snippet
      </button>
      {isOpen && (
        <LoadedDialog
          title="Snippets"
          load={load}
          draw={(SnippetChoice) => (
            <SnippetChoice
              snippets={snippets}
              onChoose={(text) => {
                close();
                onText(text);
              }}
            />
          )}
          onClose={close}
        />
      )}
    </>
  );
}
