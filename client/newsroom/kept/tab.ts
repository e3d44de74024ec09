const nameInSession = 'dateline:tab';

/** How long a reloaded page waits until the page before it has released the name of the tab. */
const patienceMs = 500;

/**
 * The name of this tab. It stays through reloads, and no other open tab has it. A tab that the browser duplicated
 * starts with the name of the first tab, and takes a new one.
 */
export async function claimTab(): Promise<string> {
  const known = recalled();
  if (known !== null && (await hold(known))) return known;
  const fresh = freshId();
  try {
    sessionStorage.setItem(nameInSession, fresh);
  } catch {
    // Without storage a reload is a new tab.
  }
  await hold(fresh);
  return fresh;
}

/** The names of the open tabs; undefined where the browser does not tell (a page without TLS). */
export async function openTabs(): Promise<ReadonlySet<string> | undefined> {
  if (!hasLocks()) return undefined;
  const { held = [] } = await navigator.locks.query();
  return new Set(
    held.flatMap(({ name }) => (name === undefined ? [] : [name.slice(lock('').length)])),
  );
}

/** `randomUUID` is missing where the page is served without TLS, as in a local network. */
export function freshId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/** The browser gives the lock back when the tab closes or crashes. */
function hold(tab: string): Promise<boolean> {
  if (!hasLocks()) return Promise.resolve(true);
  return new Promise((settle) => {
    const forGood = (): Promise<never> => {
      settle(true);
      return new Promise(() => undefined);
    };
    const options = { signal: AbortSignal.timeout(patienceMs) };
    navigator.locks.request(lock(tab), options, forGood).catch(() => settle(false));
  });
}

function lock(tab: string): string {
  return `dateline:tab:${tab}`;
}

function hasLocks(): boolean {
  return 'locks' in navigator;
}

function recalled(): string | null {
  try {
    return sessionStorage.getItem(nameInSession);
  } catch {
    return null;
  }
}
