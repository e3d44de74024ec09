import { Runner } from './runner.ts';

/**
 * Tells those who have subscribed themselves, and the public hub. It runs beside the other, with places of its own: however many
 * subscribers are slow, no follower of the newsroom waits for them. Also the injection token.
 */
export class CrowdRunner extends Runner {}
