const soonestMs = 5;
const latestMs = 150;

/**
 * Waits for a condition: looks again soon at first, and less often the longer it takes. Fails with `what`, as
 * it is then, when the deadline has passed. The deadline ends what would hang; on a busy machine all takes long, and no
 * promise is held against it.
 */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string | (() => string),
  deadlineMs = 60_000,
): Promise<void> {
  const start = Date.now();
  while (!(await condition())) {
    const waitedMs = Date.now() - start;
    if (waitedMs > deadlineMs) {
      const missed = typeof what === 'string' ? what : what();
      throw new Error(`Waited ${deadlineMs} ms in vain for ${missed}.`);
    }
    // A look may cost as much as what is waited for, on the same processors.
    const pauseMs = Math.min(Math.max(waitedMs / 10, soonestMs), latestMs);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
