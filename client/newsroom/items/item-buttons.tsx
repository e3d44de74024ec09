import type { Item } from '../../../src/feed/item.ts';
import { itemName } from '../parts/item-name.ts';
import { itemChangeNames, itemChanges, type ItemChange } from './item-changes.ts';

interface Props {
  readonly item: Item;
  /** Whether this person publishes in this feed. */
  readonly publishes: boolean;
  readonly opened: ItemChange | undefined;
  readonly isPinning: boolean;
  readonly onOpen: (kind: ItemChange, opener: HTMLElement) => void;
  readonly onPin: () => void;
  readonly onHistory: () => void;
}

/** What this person can do with a published item. */
export function ItemButtons(props: Props) {
  const { item, publishes } = props;
  return (
    <p class="nr-row-actions" role="group" aria-label={`Actions: ${itemName(item)}`}>
      {publishes && (
        <>
          {changesOf(item).map((kind) => (
            <button
              key={kind}
              type="button"
              aria-expanded={props.opened === kind}
              onClick={({ currentTarget }) => props.onOpen(kind, currentTarget)}
            >
              {itemChanges[kind].label}
            </button>
          ))}
          <button type="button" disabled={props.isPinning} onClick={props.onPin}>
            {item.pinned ? 'Unpin' : 'Pin'}
          </button>
        </>
      )}
      <button type="button" aria-haspopup="dialog" onClick={props.onHistory}>
        History
      </button>
    </p>
  );
}

/** The changes that an item can have as it is. */
export function changesOf(item: Item): readonly ItemChange[] {
  return itemChangeNames.filter((kind) => itemChanges[kind].isFor(item));
}
