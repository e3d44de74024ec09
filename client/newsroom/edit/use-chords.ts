import { useRef } from 'preact/hooks';
import { useSay } from '../parts/contexts.ts';
import { letterOf } from '../parts/letter-of.ts';

/** What a letter after Ctrl/Cmd+. does, and what it is called. */
export type Chords = Readonly<Record<string, readonly [name: string, act: () => void]>>;

/**
 * Ctrl/Cmd+. and then a letter: what is done from within a text, where single letters are written. The status line tells the
 * letters. Another key is what it always is. Returns the handler of `keydown`, for the capture phase: an editor inside the
 * form would write the letter.
 */
export function useChords(chords: Chords): (event: KeyboardEvent) => void {
  const say = useSay();
  const isBegun = useRef(false);
  return (event) => {
    if (event.isComposing || ['Control', 'Meta', 'Shift'].includes(event.key)) return;
    const wasBegun = isBegun.current;
    isBegun.current = !wasBegun && event.key === '.' && (event.ctrlKey || event.metaKey);
    const act = wasBegun ? chords[letterOf(event)]?.[1] : undefined;
    if (isBegun.current) say(`Ctrl . and then: ${namesOf(chords)}`);
    if (act === undefined && !isBegun.current) return;
    event.preventDefault();
    event.stopPropagation();
    act?.();
  };
}

function namesOf(chords: Chords): string {
  return Object.entries(chords)
    .map(([letter, [name]]) => `${letter.toUpperCase()} ${name}`)
    .join(', ');
}
