import { useEffect, useState } from 'preact/hooks';
import { useApi } from '../parts/contexts.ts';
import { dateTimeIn } from '../parts/newsroom-time.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { endReaderKey, makeReaderKey, readerKeys, type ReaderKey } from './reader-key-calls.ts';

interface Props {
  readonly feed: string;
  readonly zone: string;
}

/** The keys by which a site signs for its signed-in readers: made and shown once, replaced, ended. */
export function ReaderKeys({ feed, zone }: Props) {
  const api = useApi();
  const action = useAction();
  const [keys, setKeys] = useState<readonly ReaderKey[]>([]);
  const [secret, setSecret] = useState('');
  const run = (work: () => Promise<void>, notDone: string): void =>
    void action.run(async () => {
      await work();
      setKeys(await readerKeys(api.call, feed));
    }, notDone);
  useEffect(() => run(async () => undefined, 'Keys not fetched'), []);
  return (
    <div class="nr-form">
      <ProblemNote problem={action.problem} />
      <p class="nr-hint">
        The server of your site signs a token for each signed-in reader with such a key. When you
        make another one, the one before counts for a day more.
      </p>
      {secret !== '' && (
        <p role="status">
          The key, shown this once: <code>{secret}</code>
        </p>
      )}
      <ul class="nr-list">
        {keys.map(({ id, by, createdAt, endsAt }) => (
          <li key={id}>
            Made by {by}, {dateTimeIn(zone, createdAt)}
            {endsAt !== '' && `, counts until ${dateTimeIn(zone, endsAt)}`}{' '}
            <button
              type="button"
              disabled={action.busy}
              onClick={() => run(() => endReaderKey(api.call, feed, id), 'Key not ended')}
            >
              End now
            </button>
          </li>
        ))}
      </ul>
      <p class="nr-actions">
        <button
          type="button"
          class="nr-primary"
          disabled={action.busy}
          onClick={() =>
            run(async () => setSecret(await makeReaderKey(api.call, feed)), 'No key was made')
          }
        >
          {keys.length === 0 ? 'Make a key' : 'Make another key'}
        </button>
      </p>
    </div>
  );
}
