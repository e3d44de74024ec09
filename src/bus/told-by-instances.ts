/** An instance that has not repeated what it tells for this long is gone, and its readers with it. */
const leaseMs = 7_000;
/** Instances that are remembered; what is above it is not counted. */
const maxInstances = 500;

/** The latest that each instance has told of its own readers. It is repeated, so what is lost on the way is told again. */
export class ToldByInstances<T> {
  private readonly instances = new Map<string, { readonly what: T; readonly atMs: number }>();

  hear(instance: string, what: T, nowMs: number): void {
    if (!this.instances.has(instance) && this.instances.size >= maxInstances) return;
    this.instances.set(instance, { what, atMs: nowMs });
  }

  forget(instance: string): void {
    this.instances.delete(instance);
  }

  *latest(nowMs: number): Iterable<T> {
    for (const [instance, { what, atMs }] of this.instances) {
      if (nowMs - atMs > leaseMs) this.instances.delete(instance);
      else yield what;
    }
  }
}
