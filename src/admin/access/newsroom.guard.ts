import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Principal } from '../../accounts/principal.ts';
import { Sessions } from '../../accounts/sessions.ts';
import type { Actor } from '../../accounts/person.ts';
import { Config } from '../../config.ts';
import { isSlug } from '../../feed/feed-info.ts';
import { Refusal, unknownFeed } from '../../feed/refusal.ts';
import { cacheNowhere } from '../../http/caching.ts';
import { Addresses } from '../../http/addresses.ts';
import { WrongKeys } from '../../http/wrong-keys.ts';
import { sessionOf } from '../session/session-cookie.ts';
import { accessOf, type Access } from './access.decorator.ts';
import { demand } from './demand.ts';

interface Caller {
  readonly principal: Principal;
  readonly actor: Actor;
}

const known = new WeakMap<Request, Caller>();

/** The principal of a request that passed the guard. */
export function principalOf(request: Request): Principal {
  return callerOf(request).principal;
}

/** Who acts by a request that passed the guard, and from where. */
export function actorOf(request: Request): Actor {
  return callerOf(request).actor;
}

function callerOf(request: Request): Caller {
  const caller = known.get(request);
  if (caller === undefined) throw new Refusal('not_signed_in', 'Sign in first.');
  return caller;
}

/**
 * Lets a request pass if its bearer token or session cookie names a principal who may do what the route declares (see
 * access.decorator.ts). Runs before the body is parsed. A route that declares nothing is refused for everybody.
 */
@Injectable()
export class NewsroomGuard implements CanActivate {
  constructor(
    private readonly sessions: Sessions,
    private readonly wrongKeys: WrongKeys,
    private readonly addresses: Addresses,
    private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    // Set first, so that a refusal is not cached either.
    cacheNowhere(http.getResponse<Response>());
    await this.admit(request, accessOf(context.getHandler()));
    return true;
  }

  private async admit(request: Request, access: Access | undefined): Promise<void> {
    if (access === undefined) throw new Refusal('not_allowed', 'This address is for nobody.');
    if (access.kind === 'everybody') return;
    const principal = await this.identify(request);
    const { id, name } = principal;
    const address = this.addresses.of(request);
    const actor = { name, ...(id === undefined ? {} : { person: id }), address };
    known.set(request, { principal, actor });
    if (access.kind === 'own session') return;
    const { feed } = request.params;
    const named = typeof feed === 'string' ? feed : undefined;
    demand(principal, access.actions, named);
    if (named !== undefined && !isSlug(named)) throw unknownFeed('');
  }

  private async identify(request: Request): Promise<Principal> {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
      const principal = token === undefined ? undefined : await this.sessions.byToken(token);
      if (principal !== undefined) return principal;
      const detail = 'The bearer token opens nothing here; check ADMIN_TOKEN, or make a new token.';
      throw await this.wrongKeys.refusal(request, new Refusal('not_signed_in', detail));
    }
    const secret = sessionOf(request);
    const principal = secret === undefined ? undefined : await this.sessions.bySession(secret);
    if (principal === undefined) {
      throw new Refusal('not_signed_in', 'Send "Authorization: Bearer …" or sign in at /newsroom.');
    }
    if (request.method !== 'GET') this.refuseForeign(request);
    return principal;
  }

  /** Refuses other sites' pages: a browser sends the cookie with requests of any page. */
  private refuseForeign(request: Request): void {
    const { origin, host } = request.headers;
    // No page can forge `Sec-Fetch-Site`. For browsers without it, the origin is compared with the host.
    const isOwn =
      request.headers['sec-fetch-site'] === 'same-origin' ||
      (origin !== undefined &&
        (origin === this.config.publicOrigin || URL.parse(origin)?.host === host));
    if (isOwn) return;
    throw new Refusal('not_allowed', 'A session works from the newsroom page alone; use a token.');
  }
}
