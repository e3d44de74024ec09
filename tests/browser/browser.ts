import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { atEndOfWorker, isWorker } from '../runner/end-of-worker.ts';
import { browserOptions } from '../services/browsers/chromium.ts';
import { withPromptRoutes } from '../services/browsers/prompt-routes.ts';

/** A real Chromium, without the window around its pages. */
export function openBrowser(): Promise<Browser> {
  return open(process.env['TEST_CHROMIUM_SHELL']);
}

/** A real Chromium with all that a reader's has: it keeps the pages that were left, for the Back button. */
export function openWholeBrowser(): Promise<Browser> {
  return open(process.env['TEST_CHROMIUM']);
}

/** Ends what would hang, before the test itself is ended; on a busy machine all takes long. */
const patienceMs = 150_000;
/** For so long a browser waits for the next file where nobody tells of the end: less than Jest waits for what is left open. */
const idleMs = 900;
/** A browser that the files of this worker take one after the other: to start one costs as much as a test. */
interface Running {
  readonly browser: Promise<Browser>;
  users: number;
  idle: NodeJS.Timeout | undefined;
}

const running = new Map<string, Running>();

async function open(path: string | undefined): Promise<Browser> {
  if (path === undefined) throw new Error('Run the tests with "npm test".');
  const shared = running.get(path) ?? start(path);
  clearTimeout(shared.idle);
  shared.users += 1;
  return lent(await shared.browser, () => {
    shared.users -= 1;
    if (shared.users > 0 || isWorker) return;
    shared.idle = setTimeout(() => void end(path, shared), idleMs);
  });
}

atEndOfWorker(() => {
  for (const [path, waiting] of running) void end(path, waiting);
});

function start(executablePath: string): Running {
  const browser = chromium.launch({ executablePath, ...browserOptions });
  const started: Running = { browser, users: 0, idle: undefined };
  running.set(executablePath, started);
  // One that crashed is nobody's to take.
  const forget = () => {
    if (running.get(executablePath) === started) running.delete(executablePath);
  };
  browser.then((there) => there.on('disconnected', forget), forget);
  return started;
}

async function end(path: string, { browser }: Running): Promise<void> {
  running.delete(path);
  await (await browser).close();
}

/** The browser as its user sees it: closing it closes the contexts that this user has opened, and cookies and caches with them. */
function lent(browser: Browser, giveBack: () => void): Browser {
  const contexts = new Set<BrowserContext>();
  let isOpen = true;
  const mine = (context: BrowserContext): void => {
    context.setDefaultTimeout(patienceMs);
    withPromptRoutes(context);
    contexts.add(context);
    context.on('close', () => contexts.delete(context));
  };
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await Promise.all([...contexts].map((context) => context.close()));
    giveBack();
  };
  const own: Partial<Browser> = {
    newContext: async (options) => {
      const context = await browser.newContext(options);
      mine(context);
      return context;
    },
    newPage: async (options) => {
      const page = await browser.newPage(options);
      mine(page.context());
      return page;
    },
    contexts: () => [...contexts],
    close,
    [Symbol.asyncDispose]: close,
  };
  return new Proxy(browser, {
    get: (target, name) => {
      if (name in own) return own[name as keyof Browser];
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
