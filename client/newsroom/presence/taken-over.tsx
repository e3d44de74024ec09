import { useEffect } from 'preact/hooks';
import { useSay } from '../parts/contexts.ts';
import { useEditing } from './presence-context.ts';

/** Stands in the form of an item: tells the others that it is edited here, and says who has taken it over. */
export function TakenOver({ item }: { readonly item: string }) {
  const taker = useEditing(item);
  const say = useSay();
  useEffect(() => {
    if (taker !== undefined) say(`${taker} took this over`);
  }, [taker, say]);
  if (taker === undefined) return null;
  return (
    <p class="nr-notice" role="status">
      <strong>{taker} took this over.</strong> Your text stays here. If you both save, whoever saves
      second sees both texts.
    </p>
  );
}
