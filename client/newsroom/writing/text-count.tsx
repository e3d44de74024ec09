import { countedIn } from '../fields/counted.ts';

/** How much a text is, quietly. It is no news: a screen reader finds it below the field, and is not told of each change. */
export function TextCount({ text }: { readonly text: string }) {
  const { words, characters, minutes } = countedIn(text);
  return (
    <p class="nr-hint nr-count">
      {words} {words === 1 ? 'word' : 'words'} · {characters}{' '}
      {characters === 1 ? 'character' : 'characters'} ·{' '}
      {minutes < 1 ? 'under a minute' : `${minutes} min`} to read
    </p>
  );
}
