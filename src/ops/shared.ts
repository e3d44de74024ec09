/** An answer that takes longer is not waited for: a scrape must not hang on the database, nor be late for the others. */
const patienceMs = 500;

/** One answer for all that ask while it is on its way; undefined when there is none, or none within half a second. */
export function shared<T>(ask: () => Promise<T>): () => Promise<T | undefined> {
  let asking: Promise<T | undefined> | undefined;
  return () => {
    asking ??= ask()
      .catch(() => undefined)
      .finally(() => {
        asking = undefined;
      });
    return orNothing(asking);
  };
}

async function orNothing<T>(answer: Promise<T | undefined>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>((done) => {
    timer = setTimeout(() => done(undefined), patienceMs);
  });
  try {
    return await Promise.race([answer, patience]);
  } finally {
    clearTimeout(timer);
  }
}
