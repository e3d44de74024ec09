import { Modal } from './parts/modal.tsx';

const keys: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['Ctrl', 'Enter'], 'Publish, or do what the main button of the form says'],
  [['Ctrl', 'S'], 'Save the draft; with a time set, schedule it'],
  [['Ctrl', 'S'], 'On a published item: keep your text on this device, publish nothing'],
  [['Esc'], 'Close a form; what you typed is kept'],
  [['N'], 'Go to the composer'],
  [['?'], 'This list'],
];

/** Lists all keys. Single keys work outside text fields. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal title="Keys" onClose={onClose}>
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
      <p class="nr-hint">On a Mac, Cmd is Ctrl. Single keys work outside of text fields.</p>
      <p class="nr-actions">
        <button type="button" onClick={onClose}>
          Close
        </button>
      </p>
    </Modal>
  );
}
