import type { Actor } from '../../database/audit.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { Passkeys } from '../passkeys/passkeys.ts';
import type { PasswordCheck } from '../password-check.ts';
import type { Person } from '../person.ts';
import type { Principal } from '../principal.ts';
import type { SecondStep } from '../second-factor/second-step.ts';
import { hashOf } from '../secret.ts';
import type { Identities, LinkedIdentity } from './identities.ts';
import { OpenidProvider, type StartedSignIn } from './openid-provider.ts';
import type { OpenidSettings } from './openid-settings.ts';

/** As long as a person may take at the provider. */
export const openidLifeSeconds = 600;

/** A browser that is sent to the provider. */
export interface Begun {
  readonly url: string;
  /** What this browser must bring back, and no other has. */
  readonly kept: string;
}

export type Ended =
  | { readonly kind: 'sign in'; readonly person: Person }
  | { readonly kind: 'linked' };

/**
 * Signs people in at the OpenID provider of the newsroom, and links them to who they are there. Nobody comes in who was not
 * linked before. Also the injection token.
 */
export class OpenidSignIn {
  private readonly provider: OpenidProvider | undefined;

  /** `challenges`: what was begun, each to be ended once. */
  constructor(
    readonly settings: OpenidSettings | undefined,
    private readonly identities: Identities,
    private readonly challenges: Pick<Passkeys, 'challenge' | 'takeChallenge'>,
    private readonly passwords: PasswordCheck,
    private readonly step: SecondStep,
  ) {
    this.provider = settings && new OpenidProvider(settings);
  }

  /** Throws `not_found` without a provider, or `provider_unreachable`. */
  begin(redirectUri: string): Promise<Begun> {
    return this.send(redirectUri, undefined);
  }

  /** For who is signed in. Throws also as the password and the second factor do: who links proves both, once. */
  async beginLinking(
    principal: Principal,
    password: string,
    code: string | undefined,
    redirectUri: string,
    from: Pick<Actor, 'address'>,
  ): Promise<Begun> {
    const person = await this.passwords.again(principal, password);
    await this.step.pass(person, code, from);
    return this.send(redirectUri, person);
  }

  /**
   * `callback`: the redirect URI with its query. Throws `openid_over` for what this browser did not begin, has ended
   * already or takes too long; `provider_refused`, `provider_unreachable`, `not_linked` or `identity_taken`.
   */
  async end(callback: URL, kept: string, from: Pick<Actor, 'address'>): Promise<Ended> {
    const { provider } = this;
    const [state = '', nonce = '', verifier = '', id, name = ''] = kept.split('.');
    const purpose = id === undefined ? 'sign in' : { adds: id };
    // The state is compared first: another site that leads here must not end what this browser has begun.
    const isOwn = state !== '' && callback.searchParams.get('state') === state;
    if (
      provider === undefined ||
      !isOwn ||
      !(await this.challenges.takeChallenge(hashOf(kept), purpose))
    ) {
      throw new Refusal('openid_over', 'It was begun elsewhere, ended already, or took too long.');
    }
    const outcome = await provider.finish(callback, { state, nonce, verifier });
    if (outcome.kind === 'unreachable') throw unreachable();
    if (outcome.kind === 'refused') throw new Refusal('provider_refused', 'Nobody was signed in.');
    const { identity } = outcome;
    if (id !== undefined) {
      const by = { name: Buffer.from(name, 'base64url').toString(), person: id, ...from };
      await this.identities.link(id, identity, by);
      return { kind: 'linked' };
    }
    const person = await this.identities.use(identity, from);
    if (person !== undefined) return { kind: 'sign in', person };
    throw new Refusal('not_linked', 'Sign in by name and password, and link it in the settings.');
  }

  async of({ id }: Principal): Promise<LinkedIdentity | undefined> {
    if (id === undefined || this.settings === undefined) return undefined;
    return this.identities.of(id, this.settings.issuer);
  }

  /** Throws `not_found`, or as the password does. */
  async unlink(principal: Principal, password: string, by: Actor): Promise<void> {
    const { id } = await this.passwords.again(principal, password);
    const issuer = this.settings?.issuer ?? '';
    if (await this.identities.unlink(id, issuer, by)) return;
    throw new Refusal('not_found', 'You are not linked.');
  }

  private async send(redirectUri: string, adds: Person | undefined): Promise<Begun> {
    if (this.provider === undefined) {
      throw new Refusal('not_found', 'No OpenID provider is configured; set OIDC_ISSUER.');
    }
    const started = await this.provider.start(redirectUri);
    if (started === undefined) throw unreachable();
    const kept = keptOf(started, adds);
    const purpose = adds === undefined ? 'sign in' : { adds: adds.id };
    await this.challenges.challenge(hashOf(kept), purpose, openidLifeSeconds);
    return { url: started.url, kept };
  }
}

/** The hash of all of it is stored, so that none of it can be changed. */
function keptOf({ state, nonce, verifier }: StartedSignIn, adds: Person | undefined): string {
  const person = adds === undefined ? [] : [adds.id, Buffer.from(adds.name).toString('base64url')];
  return [state, nonce, verifier, ...person].join('.');
}

/** Whether a browser that has this was sent to link a person. */
export function isLinking(kept: string): boolean {
  return kept.split('.').length > 3;
}

function unreachable(): Refusal {
  return new Refusal(
    'provider_unreachable',
    'It does not answer. Try again, or sign in by name and password.',
  );
}
