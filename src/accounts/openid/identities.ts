import type { Actor } from '../../database/audit.ts';
import type { Person } from '../person.ts';
import type { Identity } from './openid-provider.ts';

/** An identity, as its person sees it. */
export interface LinkedIdentity {
  readonly linkedAt: string;
  readonly usedAt?: string;
}

/** Which person an identity at an OpenID provider stands for. `by`: who does it. */
export abstract class Identities {
  /** The one that a person has at a provider. */
  abstract of(person: string, issuer: string): Promise<LinkedIdentity | undefined>;

  /** Throws `identity_taken` where the identity or the person is linked already, or `not_found`. */
  abstract link(person: string, identity: Identity, by: Actor): Promise<void>;

  /** The person an identity stands for; notes the use. A refusal is written into the audit. */
  abstract use(identity: Identity, from: Pick<Actor, 'address'>): Promise<Person | undefined>;

  /** False where there is none. */
  abstract unlink(person: string, issuer: string, by: Actor): Promise<boolean>;
}
