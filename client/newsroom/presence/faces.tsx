import { useContext } from 'preact/hooks';
import { timeIn } from '../parts/newsroom-time.ts';
import { PresenceContext } from './presence-context.ts';

/** So many are shown by their initials; the others are counted. */
const maxFaces = 8;

/** Who else is in the feed. Stands in the status line, so that who comes is announced politely. */
export function Faces({ zone }: { readonly zone: string }) {
  const { me, people } = useContext(PresenceContext);
  const others = people.filter(({ id }) => id !== me);
  return (
    <span class="nr-faces">
      {others.slice(0, maxFaces).map(({ id, name, since }) => (
        <span key={id} class="nr-face" title={`${name}, here since ${timeIn(zone, since)}`}>
          <span aria-hidden="true">{initials(name)}</span>
          <span class="nr-unseen">{name} is here. </span>
        </span>
      ))}
      {others.length > maxFaces && <span>and {others.length - maxFaces} more</span>}
    </span>
  );
}

/** Of the first and the last word, at most. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => firstLetter(word ?? '')).join('');
}

function firstLetter(word: string): string {
  const [first] = new Intl.Segmenter().segment(word);
  return first?.segment.toUpperCase() ?? '';
}
