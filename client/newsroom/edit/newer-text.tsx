import { useEffect } from 'preact/hooks';
import { useSay } from '../parts/contexts.ts';

interface Props {
  /** Who saved it, where that is known. */
  readonly by: string | undefined;
  readonly isTouched: boolean;
  readonly takeIn: () => Promise<boolean>;
  readonly showBoth: () => void;
}

/** A colleague has saved a newer text: a form that nobody has typed in takes it, any other says so and offers both. */
export function NewerText({ by = 'Somebody', isTouched, takeIn, showBoth }: Props) {
  const say = useSay();
  useEffect(() => {
    if (isTouched) return;
    const take = async (): Promise<void> => {
      if (await takeIn()) say(`${by} saved a newer text: it is in the form`);
    };
    void take();
  }, [isTouched]);

  if (!isTouched) return null;
  return (
    <p class="nr-notice" role="status">
      <strong>{by} saved a newer text.</strong> Yours is still here. Saving shows you both texts
      first.{' '}
      <button type="button" onClick={showBoth}>
        Show both
      </button>
    </p>
  );
}
