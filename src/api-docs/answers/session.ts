import { z } from 'zod';
import { count, time } from './plain.ts';

export const sessions = z.object({
  sessions: z.array(
    z.object({
      id: z.string(),
      openedAt: time,
      seenAt: time,
      expiresAt: time,
      agent: z.string().optional(),
      current: z.boolean(),
    }),
  ),
});

export const secondFactor = z.object({ on: z.boolean(), recoveryCodesLeft: count });

export const newSecret = z.object({ secret: z.string(), uri: z.string() });

export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });

/** As WebAuthn has it; browsers understand it. */
export const webAuthn = z.looseObject({ challenge: z.string() });

const passkey = {
  id: z.string(),
  name: z.string(),
  createdAt: time,
  usedAt: time.optional(),
};

export const madePasskey = z.object(passkey);

export const passkeys = z.object({ passkeys: z.array(z.object(passkey)) });

export const provider = z.object({ name: z.string().optional() });

export const lead = z.object({ url: z.string() });

export const linked = z.object({
  linked: z.object({ linkedAt: time, usedAt: time.optional() }).optional(),
});

export const kept = z.object({
  texts: z.array(
    z.object({ name: z.string(), value: z.record(z.string(), z.unknown()), at: time }),
  ),
});
