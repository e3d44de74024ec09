import type { MergedText } from './merge-paragraphs.ts';

interface Props {
  readonly merged: MergedText;
  readonly body: string;
  readonly onChoose: (body: string) => void;
}

/** The paragraphs that both editors have changed, side by side, and a button each for what to do with them. */
export function Overlaps({ merged, body, onChoose }: Props) {
  const choices = [
    ['Take mine', merged.mine],
    ['Take theirs', merged.theirs],
    ['Keep both', merged.both],
  ] as const;
  if (merged.overlaps.length === 0) {
    return <p class="nr-hint">You changed different paragraphs: they are merged in the form.</p>;
  }
  return (
    <div class="nr-overlaps" role="group" aria-label="Changed by both of you">
      {merged.overlaps.map(({ mine, theirs }, index) => (
        <div key={index} class="nr-overlap">
          <p>
            <strong>Yours</strong>
            <q dir="auto">{mine === '' ? 'nothing' : mine}</q>
          </p>
          <p>
            <strong>Theirs</strong>
            <q dir="auto">{theirs === '' ? 'nothing' : theirs}</q>
          </p>
        </div>
      ))}
      <p class="nr-actions">
        {choices.map(([words, chosen]) => (
          <button
            key={words}
            type="button"
            aria-pressed={body === chosen}
            onClick={() => onChoose(chosen)}
          >
            {words}
          </button>
        ))}
      </p>
    </div>
  );
}
