/** Reports at most one error a minute: a fault may raise thousands. */
export function onceInAWhile(report: (error: Error) => void): (error: Error) => void {
  let quietUntilMs = 0;
  return (error) => {
    const nowMs = performance.now();
    if (nowMs < quietUntilMs) return;
    quietUntilMs = nowMs + 60_000;
    report(error.message === '' ? named(error) : error);
  };
}

/** Gives an error its code as a message: when none of a host's addresses answers, Node's error has no message. */
function named(error: NodeJS.ErrnoException): Error {
  return new Error(error.code ?? error.name, { cause: error });
}
