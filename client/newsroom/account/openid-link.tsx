import { useCallback, useEffect, useState } from 'preact/hooks';
import { isRecord, textOr } from '../../../src/feed/shape.ts';
import { problemOf } from '../api/problem.ts';
import type { Send } from '../api/send.ts';
import { ownTime } from '../parts/own-time.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { takeOpenidProblem } from '../session/openid-outcome.ts';
import { ProofForm } from './proof-form.tsx';

const path = '/session/openid/link';

interface Standing {
  /** What the provider is called; empty: there is none. */
  readonly provider: string;
  readonly linkedAt: string | undefined;
  readonly usedAt: string | undefined;
}

/** Links a person to who that is at the OpenID provider, and unlinks. */
export function OpenidLink({ send }: { readonly send: Send }) {
  const [standing, setStanding] = useState<Standing | null>(null);
  const [asksCode, setAsksCode] = useState(false);
  const [outcome, setOutcome] = useState(takeOpenidProblem);
  const { run, problem } = useAction();
  const look = useCallback(() => run(async () => setStanding(await standingBy(send))), [run, send]);
  useEffect(() => void look(), [look]);

  const link = async (proof: { readonly password: string; readonly code: string }) => {
    setOutcome(null);
    const { password, code } = proof;
    const body = asksCode ? { password, code } : { password };
    try {
      const answer = await send({ method: 'POST', path, body });
      if (isRecord(answer)) location.assign(textOr(answer['url'], ''));
    } catch (thrown) {
      if (problemOf(thrown).code !== 'code_required') throw thrown;
      setAsksCode(true);
    }
  };
  const unlink = async ({ password }: { readonly password: string }) => {
    await send({ method: 'DELETE', path, body: { password } });
    setStanding(await standingBy(send));
  };

  if (standing?.provider === '') return null;
  return (
    <section class="nr-part" aria-labelledby="nr-openid">
      <h3 id="nr-openid">{standing?.provider ?? 'Single sign-on'}</h3>
      <ProblemNote problem={problem} onRetry={() => void look()} />
      <ProblemNote problem={outcome} />
      {standing !== null &&
        (standing.linkedAt === undefined ? (
          <>
            <p>Not linked. With a link, you sign in there, without a password of this newsroom.</p>
            <ProofForm
              key="link"
              asks={asksCode ? ['password', 'code'] : ['password']}
              acts={[{ name: 'Link', act: link }]}
            />
          </>
        ) : (
          <>
            <p>
              Linked {ownTime(standing.linkedAt)}.{' '}
              {standing.usedAt === undefined
                ? 'Never used.'
                : `Last used ${ownTime(standing.usedAt)}.`}
            </p>
            <ProofForm key="unlink" asks={['password']} acts={[{ name: 'Unlink', act: unlink }]} />
          </>
        ))}
    </section>
  );
}

async function standingBy(send: Send): Promise<Standing> {
  const provider = await send({ method: 'GET', path: '/session/openid' });
  const answer = await send({ method: 'GET', path });
  const linked = isRecord(answer) && isRecord(answer['linked']) ? answer['linked'] : {};
  return {
    provider: isRecord(provider) ? textOr(provider['name'], '') : '',
    linkedAt: textOr(linked['linkedAt'], undefined),
    usedAt: textOr(linked['usedAt'], undefined),
  };
}
