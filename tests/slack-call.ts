import { createHmac } from 'node:crypto';

export const signingSecret = 'a-signing-secret-of-the-tests';

/** The headers by which Slack signs a body. */
export function signedBySlack(
  body: string,
  seconds: number = Math.floor(Date.now() / 1_000),
  secret: string = signingSecret,
): Record<string, string> {
  const digest = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': `${seconds}`, 'x-slack-signature': `v0=${digest}` };
}
