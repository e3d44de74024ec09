import { ownServer } from '../../api/own-server.ts';
import { ownTime } from '../../parts/own-time.ts';
import { actWords } from './act-words.ts';
import type { Act } from './audit-calls.ts';

/** One act: when, who, what, and from where. */
export function ActRow({ act }: { readonly act: Act }) {
  const { at, name, action, address, feed, item, about } = act;
  return (
    <li>
      <div class="nr-table-row nr-act">
        <time class="nr-hint" dateTime={at} title={at}>
          {ownTime(at)}
        </time>
        <p class="nr-table-name">
          <strong>{name}</strong>
        </p>
        <p>
          <span class={action === 'takedown' ? 'nr-mark-breaking' : ''}>{actWords(action)}</span>
          {about !== undefined && ` – ${about}`}
          {feed !== undefined && (
            <>
              {' in '}
              <a
                href={`${ownServer()}feeds/${feed}${item === undefined ? '' : `/items/${item}`}`}
                target="_blank"
                rel="noopener"
              >
                {item === undefined ? feed : `${feed}, this item`}
              </a>
            </>
          )}
        </p>
        <p class="nr-hint">{address ?? 'the server'}</p>
      </div>
    </li>
  );
}
