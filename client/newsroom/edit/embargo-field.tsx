import type { ItemFields } from '../fields/item-fields.ts';
import { instantsOf } from '../fields/zoned-time.ts';
import { exactTimeIn } from '../parts/newsroom-time.ts';
import { TextField } from '../forms/text-field.tsx';

interface Props {
  readonly fields: ItemFields;
  readonly change: (patch: Partial<ItemFields>) => void;
  readonly zone: string;
  readonly faults: readonly string[];
  readonly isBusy: boolean;
}

/** The time at which an item is published, and a choice of two where the clock shows that time twice. */
export function EmbargoField({ fields, change, zone, faults, isBusy }: Props) {
  const [first, second] = instantsOf(fields.embargo, zone);
  const turns = [
    ['first', first],
    ['second', second],
  ] as const;
  return (
    <div class="nr-embargo">
      <TextField
        label={`Schedule for, ${zone} time`}
        hint="It goes out by itself then. Empty: when you publish it."
        type="datetime-local"
        value={fields.embargo}
        onValue={(embargo) => change({ embargo, embargoTurn: '' })}
        faults={faults}
        readOnly={isBusy}
      />
      {second !== undefined && (
        <fieldset class="nr-turns">
          <legend>The clocks go back: this time comes twice</legend>
          {turns.map(([turn, at]) => (
            <label key={turn} class="nr-toggle">
              <input
                type="radio"
                name="embargo-turn"
                checked={fields.embargoTurn === turn}
                disabled={isBusy}
                onChange={() => change({ embargoTurn: turn })}
              />
              {turn === 'first' ? 'The first, ' : 'The second, '}
              {at === undefined ? '' : exactTimeIn(zone, at)}
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}
