/**
 * Waits for a condition, looking again every few milliseconds; fails with `what` when the deadline has passed. The deadline
 * ends what would hang; on a busy machine all takes long, and no promise is held against it.
 */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  deadlineMs = 60_000,
): Promise<void> {
  const end = Date.now() + deadlineMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Waited ${deadlineMs} ms in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
