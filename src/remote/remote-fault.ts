/** Why another newsroom could not be read, in a few words of ours. */
export class RemoteFault extends Error {
  override readonly name = 'RemoteFault';

  constructor(
    readonly reason: string,
    /** `ended`: it wants this newsroom to stop. `paused`: it wants it to wait. */
    readonly wants?: 'ended' | 'paused',
    /** When it wants to be asked again. */
    readonly afterSeconds?: number,
  ) {
    super(reason);
  }
}
