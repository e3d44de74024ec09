/** The first error of a fault is news, the thousandth is noise: one a minute. */
export function onceInAWhile(report: (error: Error) => void): (error: Error) => void {
  let quietUntilMs = 0;
  return (error) => {
    const nowMs = performance.now();
    if (nowMs < quietUntilMs) return;
    quietUntilMs = nowMs + 60_000;
    report(error.message === '' ? named(error) : error);
  };
}

/** A host with several addresses, none of which answers, is an error without a message, only a code. */
function named(error: NodeJS.ErrnoException): Error {
  return new Error(error.code ?? error.name, { cause: error });
}
