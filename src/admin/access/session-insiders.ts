import { may, type Principal } from '../../accounts/principal.ts';
import type { Sessions } from '../../accounts/sessions.ts';
import { Refusal } from '../../feed/refusal.ts';
import { Insiders, type InsiderProof } from '../../http/newsroom/insiders.ts';
import type { WrongKeys } from '../../http/wrong-keys.ts';

/** Knows the people of the newsroom by their session, and its programs by their bearer token. */
export class SessionInsiders extends Insiders {
  constructor(
    private readonly sessions: Pick<Sessions, 'bySession' | 'byToken'>,
    private readonly wrongKeys: Pick<WrongKeys, 'refusal'>,
    private readonly publicOrigin: string | undefined,
  ) {
    super();
  }

  async reads(feed: string, proof: InsiderProof): Promise<boolean> {
    const principal = await this.principalOf(proof);
    return principal !== undefined && may(principal, 'read drafts', feed);
  }

  private async principalOf(proof: InsiderProof): Promise<Principal | undefined> {
    const { session, request } = proof;
    const authorization = request?.headers.authorization;
    if (request === undefined || authorization === undefined) {
      // A browser sends the cookie with what other sites' pages ask as well.
      return session !== undefined && this.isOwn(proof)
        ? this.sessions.bySession(session)
        : undefined;
    }
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    const principal = token === undefined ? undefined : await this.sessions.byToken(token);
    if (principal !== undefined) return principal;
    const words = 'This feed is for signed-in readers, and the bearer token opens nothing here.';
    throw await this.wrongKeys.refusal(request, new Refusal('token_required', words));
  }

  private isOwn({ origin, host }: InsiderProof): boolean {
    if (origin === undefined || origin === this.publicOrigin) return true;
    return host !== undefined && URL.parse(origin)?.host === host;
  }
}
