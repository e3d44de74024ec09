import type { Configuration, CustomFetch } from 'openid-client';
import { boundedFetch, ProviderUnreachable } from './bounded-fetch.ts';
import { isLoopback } from './is-loopback.ts';

/** How this server is registered at the OpenID provider. */
export interface OpenidClient {
  readonly issuer: string;
  readonly clientId: string;
  /** Undefined: a public client, which PKCE alone protects. */
  readonly clientSecret?: string;
}

/** A sign-in under way. All but `url` is kept for the browser that began, and for nobody else. */
export interface StartedSignIn {
  /** Where the browser is sent. */
  readonly url: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Who has signed in: a subject is unique, and never given again, within its issuer (OpenID Connect Core §2). */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

export type SignInOutcome =
  | { readonly kind: 'identity'; readonly identity: Identity }
  | { readonly kind: 'unreachable' }
  /** `detail` is for the server's log: words of the provider or the library. */
  | { readonly kind: 'refused'; readonly detail: string };

/**
 * Signs people in at an OpenID provider: authorization code with PKCE (RFC 7636), state and nonce. The metadata is read
 * once, when first needed, and read again only after a failure.
 */
export class OpenidProvider {
  private configuration: Promise<Configuration> | undefined;

  constructor(
    private readonly client: OpenidClient,
    private readonly timeoutMs = 10_000,
  ) {}

  /** Undefined: the provider is unreachable. */
  async start(redirectUri: string): Promise<StartedSignIn | undefined> {
    const configuration = await this.discovered().catch(() => undefined);
    if (configuration === undefined) return undefined;
    const openid = await library();
    const verifier = openid.randomPKCECodeVerifier();
    const state = openid.randomState();
    const nonce = openid.randomNonce();
    const url = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: 'openid',
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    return { url: url.href, state, nonce, verifier };
  }

  /** Exchanges the code. `callback` is the redirect URI with the query that the browser brought back. */
  async finish(
    callback: URL,
    { state, nonce, verifier }: Omit<StartedSignIn, 'url'>,
  ): Promise<SignInOutcome> {
    try {
      const { authorizationCodeGrant } = await library();
      const tokens = await authorizationCodeGrant(await this.discovered(), callback, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) return { kind: 'refused', detail: 'no ID token' };
      return { kind: 'identity', identity: { issuer: claims.iss, subject: claims.sub } };
    } catch (error) {
      return isUnreachable(error)
        ? { kind: 'unreachable' }
        : { kind: 'refused', detail: detailOf(error) };
    }
  }

  private discovered(): Promise<Configuration> {
    this.configuration ??= this.discover().catch((error: unknown) => {
      this.configuration = undefined;
      throw error;
    });
    return this.configuration;
  }

  private async discover(): Promise<Configuration> {
    const openid = await library();
    const { issuer, clientId, clientSecret } = this.client;
    const address = new URL(issuer);
    const bounded = boundedFetch(this.timeoutMs) as CustomFetch;
    return openid.discovery(
      address,
      clientId,
      undefined,
      clientSecret === undefined ? openid.None() : openid.ClientSecretBasic(clientSecret),
      {
        [openid.customFetch]: bounded,
        execute: [
          // The library checks signatures only when told to: it trusts the connection that brings the ID token.
          openid.enableNonRepudiationChecks,
          ...(isLoopback(address) ? [openid.allowInsecureRequests] : []),
        ],
      },
    );
  }
}

/** The library wraps what a fetch throws. */
function isUnreachable(error: unknown): boolean {
  return (
    error instanceof ProviderUnreachable || (error instanceof Error && isUnreachable(error.cause))
  );
}

function detailOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Needed only where a provider is configured. */
function library() {
  return import('openid-client');
}
