import { areSingleKeysOn } from './kept/single-keys.ts';
import { useMay } from './parts/person-context.ts';

type Key = readonly [keys: readonly string[], does: string];

const always: readonly Key[] = [
  [['Ctrl', 'Enter'], 'Publish, or do what the main button of the form says'],
  [['Ctrl', 'S'], 'Save the draft; with a time set, schedule it'],
  [['Ctrl', 'S'], 'On a published item: keep your text on this device, publish nothing'],
  [['Ctrl', 'B'], 'In a text: bold; Ctrl I makes italics, Ctrl K a link'],
  [['/'], 'On an empty line of a text: a snippet, where the feed has some'],
  [['Ctrl', 'Shift', 'V'], 'In a text: paste without the formatting'],
  [['Ctrl', '.'], 'In a form, then a letter: B breaking, K key event, P picture, S schedule'],
  [['Esc'], 'Close a form; what you typed is kept. From the composer: to the newest item'],
  [['N'], 'Go to the composer'],
  [['J', 'K'], 'Go to the next item or draft, or the one before'],
  [['H'], 'On an item: its history'],
  [['F'], 'Find a feed'],
  [['/'], 'Outside of a text: find an item in all feeds, by its words'],
  [['G', 'D'], 'Go to the desk'],
  [['G', 'M'], 'Go to the pictures'],
  [['G', 'S'], 'Go to the settings'],
];
const forEditors: readonly Key[] = [
  [['Ctrl', 'Shift', 'Enter'], 'In the composer: publish as breaking; it asks once'],
  [
    ['E'],
    'On an item: edit it; C corrects, S withdraws or reinstates, T removes, P pins, M makes it a key event',
  ],
  [['A'], 'In the row of a draft that waits in the queue: approve it'],
  [['R'], 'There: return it to its author'],
  [['Z'], 'Take the latest held post back (Esc leads out of the composer)'],
];
const forAdmins: readonly Key[] = [
  [['G', 'P'], 'Go to the people'],
  [['G', 'T'], 'Go to the tokens'],
  [['G', 'A'], 'Go to the audit'],
];
const last: readonly Key[] = [[['?'], 'This list']];

/** Lists all keys. Single keys work outside text fields. */
export function KeysList({ onClose }: { readonly onClose: () => void }) {
  const keys = [
    ...always,
    ...(useMay('publish') ? forEditors : []),
    ...(useMay('manage people') ? forAdmins : []),
    ...last,
  ];
  return (
    <>
      <table class="nr-keys">
        <tbody>
          {keys.map(([parts, does]) => (
            <tr key={does}>
              <th scope="row">
                {parts.map((part) => (
                  <kbd key={part}>{part}</kbd>
                ))}
              </th>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="nr-hint">
        On a Mac, Cmd is Ctrl. Single keys work outside of text fields
        {areSingleKeysOn()
          ? ', and can be turned off in the settings.'
          : '. They are turned off: the settings turn them on.'}
      </p>
      <p class="nr-actions">
        <button type="button" onClick={onClose}>
          Close
        </button>
      </p>
    </>
  );
}
