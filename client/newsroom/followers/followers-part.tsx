import { useCallback, useState } from 'preact/hooks';
import { Ask } from '../parts/ask.tsx';
import { useApi, useSay } from '../parts/contexts.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { ShownOnce } from '../parts/shown-once.tsx';
import { useAction } from '../parts/use-action.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { useHeldFocus } from '../forms/use-held-focus.ts';
import { useRemoval } from '../forms/use-removal.ts';
import {
  changeFollower,
  followers,
  removeFollower,
  sendAgain,
  testFollower,
  type Follower,
} from './follower-calls.ts';
import { FollowerForm } from './follower-form.tsx';
import { followerKinds } from './follower-kinds.ts';
import { FollowerRow } from './follower-row.tsx';
import { FollowerSecretForm } from './follower-secret-form.tsx';
import { answerWords, countOf } from './follower-words.ts';
import { MailPart } from './mail-part.tsx';
import { PushPart } from './push-part.tsx';

/** Where a feed's changes go outside: how each follower is, and what can be done about it. */
export function FollowersPart({ feed }: { readonly feed: string }) {
  const { call } = useApi();
  const say = useSay();
  const action = useAction();
  const all = useAnswer(useCallback(() => followers(call, feed), [call, feed]));
  const [isAdding, setAdding] = useState(false);
  const [secret, setSecret] = useState('');
  const [renewed, setRenewed] = useState<Follower | null>(null);
  const [isAtMail, setAtMail] = useState(false);
  const [isAtPush, setAtPush] = useState(false);
  const removal = useRemoval<Follower>({
    remove: ({ id }) => removeFollower(call, feed, id),
    reload: all.reload,
    done: () => 'The follower is removed',
    notDone: 'Not removed',
  });
  const held = useHeldFocus();
  const { asked } = removal;
  const { all: shown = [], subscribers = 0 } = all.answer ?? {};
  const listed = shown.filter(({ kind }) => kind === 'websub').length;

  /** Does something to a follower, and shows how it is after that: also where somebody else was faster. */
  const act = (work: () => Promise<string>): void =>
    void action.run(async () => {
      try {
        say(await work());
      } finally {
        await all.reload();
      }
    }, 'Not done');
  const acts = {
    pause: ({ id, health }: Follower) =>
      act(async () => {
        const state = health === 'paused' ? 'running' : 'paused';
        await changeFollower(call, feed, id, { state });
        return state === 'paused' ? 'The follower is paused' : 'The follower goes on';
      }),
    test: ({ id }: Follower) =>
      act(async () => `The test was ${answerWords(await testFollower(call, feed, id))}`),
    again: ({ id }: Follower) =>
      act(async () => {
        await sendAgain(call, feed, id);
        return 'It is sent again';
      }),
    renew: (follower: Follower) => {
      if (followerKinds[follower.kind]?.secret !== undefined) return setRenewed(follower);
      return act(async () => {
        setSecret(await changeFollower(call, feed, follower.id, { secret: 'new' }));
        return 'There is another secret';
      });
    },
    remove: (follower: Follower) => removal.ask(follower),
  };

  return (
    <section class="nr-followers" aria-label="Followers of this feed">
      <p class="nr-hint">
        Each gets every change of this feed, in order: posts, corrections, removals. While its
        target is down, what happens waits.
      </p>
      {all.problem !== null && (
        <ProblemNote problem={all.problem} onRetry={() => void all.reload()} />
      )}
      {[action, removal.action].map(
        ({ problem }) => problem !== null && <ProblemNote problem={problem} />,
      )}
      {secret !== '' && (
        <ShownOnce
          label="The secret that signs"
          secret={secret}
          hint="Shown this once: give it to your receiver, or to the newsroom that follows. The one before is good for a day as well."
          onClose={() => setSecret('')}
        />
      )}
      {shown.length === 0 && all.answer !== null && <p class="nr-hint">None yet.</p>}
      {subscribers > 0 && (
        <p class="nr-hint">
          {countOf(subscribers, 'program has', 'programs have')} subscribed at the hub (WebSub).
          {subscribers > listed && ` ${listed} of them are listed.`}
        </p>
      )}
      <div ref={held} class="nr-held">
        <ul class="nr-list nr-table">
          {shown.map((follower) => (
            <FollowerRow
              key={follower.id}
              follower={follower}
              acts={acts}
              isBusy={action.busy || removal.action.busy}
            />
          ))}
        </ul>
        {renewed !== null && (
          <FollowerSecretForm feed={feed} follower={renewed} onClose={() => setRenewed(null)} />
        )}
        {isAdding ? (
          <FollowerForm
            feed={feed}
            onAdded={(made) => {
              setAdding(false);
              setSecret(made);
              void all.reload();
            }}
            onClose={() => setAdding(false)}
          />
        ) : (
          <p class="nr-actions">
            <button type="button" class="nr-primary" onClick={() => setAdding(true)}>
              New follower
            </button>
            <button type="button" onClick={() => void all.reload()}>
              Look again
            </button>
            <button type="button" aria-expanded={isAtMail} onClick={() => setAtMail(!isAtMail)}>
              Mail to readers
            </button>
            <button type="button" aria-expanded={isAtPush} onClick={() => setAtPush(!isAtPush)}>
              Push to readers
            </button>
          </p>
        )}
      </div>
      {isAtMail && <MailPart feed={feed} />}
      {isAtPush && <PushPart feed={feed} />}
      {asked !== null && (
        <Ask
          question="Remove this follower?"
          detail={`${asked.target} is told nothing more, also not what it has not been told yet. What it has, it keeps.`}
          yes="Remove the follower"
          tone="alarm"
          onYes={() => removal.remove(asked)}
          onNo={() => removal.ask(null)}
        />
      )}
    </section>
  );
}
