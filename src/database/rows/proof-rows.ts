export interface SecondFactorRow {
  person: string;
  /** The secret that the person's app has, base64url: no hash, because codes are computed from it. */
  secret: string;
  /** When a first code was right; null: not yet. */
  confirmed_at: string | null;
  /** The step of the latest code that was taken. */
  last_step: number;
  /** Wrong codes in a row. */
  wrong: number;
  /** When the latest of them came. */
  wrong_at: string | null;
}

export interface RecoveryCodeRow {
  hash: string;
  person: string;
}

export interface PasskeyRow {
  /** As its device names it, base64url. */
  id: string;
  person: string;
  name: string;
  /** COSE, base64url. */
  public_key: string;
  /** How often its device says it was used. */
  counter: number;
  /** JSON: how the device is reached. */
  transports: string;
  created_at: string;
  /** Null: never. */
  used_at: string | null;
}

/** What a passkey is to sign, or a browser to bring back from an OpenID provider, once. */
export interface ChallengeRow {
  hash: string;
  /** The person it adds a passkey or an identity to; null: it signs in. */
  adds: string | null;
  expires_at: string;
}

/** Somebody at an OpenID provider, and the person it stands for here. */
export interface IdentityRow {
  issuer: string;
  subject: string;
  person: string;
  linked_at: string;
  /** Null: never. */
  used_at: string | null;
}
