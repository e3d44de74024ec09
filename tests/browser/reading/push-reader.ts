import type { BrowserContext, CDPSession, Page, Worker } from 'playwright-core';
import type { PushService } from '../../push/push-service.ts';
import { until } from '../../until.ts';

/** What a reader sees of a notification. */
interface Shown {
  readonly title: string;
  readonly body: string;
  readonly lang: string;
  readonly dir: string;
  readonly silent: boolean | null;
}

/** A reader's browser, whose push service is the tests' own: Chromium's is outside. */
export class Reader {
  asked = 0;
  private given = 0;
  /** Subscriptions that the page has ended. */
  ended = 0;
  private known: string | undefined;
  private cdp: CDPSession | undefined;
  private registration = '';

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly service: PushService,
  ) {}

  /** `page`: a blank one, in a context of its own. */
  static async open(
    name: string,
    page: Page,
    service: PushService,
    permissions: readonly string[],
  ): Promise<Reader> {
    const context = page.context();
    await context.grantPermissions([...permissions]);
    const reader = new Reader(context, page, service);
    await context.exposeFunction('pushSubscribe', (serverKey: string): string => {
      reader.asked += 1;
      const each = reader.asked === 1 ? name : `${name}-${reader.asked}`;
      const { endpoint, ...keys } = service.subscribe(each, serverKey);
      return (reader.known = JSON.stringify({ endpoint, keys }));
    });
    await context.exposeFunction('pushKnown', () => reader.known ?? '');
    await context.exposeFunction('pushEnd', () => {
      reader.known = undefined;
      reader.ended += 1;
    });
    await context.addInitScript(stubPushService);
    return reader;
  }

  /** The push service gives the browser another address; what its worker is told of that. */
  renew(name: string) {
    const { endpoint, ...keys } = this.service.subscribe(name);
    const before = JSON.parse(this.known ?? '{}') as { readonly endpoint: string };
    const fresh = { endpoint, keys };
    this.known = JSON.stringify(fresh);
    return { oldSubscription: before, newSubscription: fresh };
  }

  /** The worker runs: messages can come. */
  async listen(): Promise<void> {
    const cdp = await this.context.newCDPSession(this.page);
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      this.registration = registrations.at(-1)?.registrationId ?? this.registration;
    });
    await cdp.send('ServiceWorker.enable');
    await until(() => this.registration !== '', 'the worker');
    await this.worker.evaluate(countDone);
    this.cdp = cdp;
  }

  /** The next messages come, all at once, as the push service has got them, and are worked off. */
  async receives(count = 1): Promise<void> {
    const { service, registration: registrationId } = this;
    await until(() => service.taken.length >= count, `${count} messages`);
    const origin = new URL(this.page.url()).origin;
    for (const { text: data } of service.taken.splice(0, count)) {
      this.given += 1;
      await this.cdp?.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
    }
    // Chromium forgets a notification that is put up while another page lists them, so nobody looks before.
    await until(async () => (await this.done()) === this.given, 'the messages to be worked off');
  }

  /** Messages that the worker has worked off. */
  private done(): Promise<number | undefined> {
    return this.worker.evaluate(() => (self as unknown as Counted).done);
  }

  private get worker(): Worker {
    const [worker] = this.context.serviceWorkers();
    if (worker === undefined) throw new Error('No worker runs.');
    return worker;
  }

  /** Waits for what is shown, the oldest first. */
  async sees(...titles: readonly string[]): Promise<readonly Shown[]> {
    let shown: readonly Shown[] = [];
    await until(
      async () => {
        shown = await this.page.evaluate(notifications);
        return JSON.stringify(shown.map(({ title }) => title)) === JSON.stringify(titles);
      },
      () => `${titles.join(', ')} to be shown; shown are: ${JSON.stringify(shown)}`,
    );
    return shown;
  }
}

interface Counted {
  done: number;
}

/** Pages do not have these, and the types are those of pages. */
interface WorkerEvents {
  readonly ExtendableEvent: {
    readonly prototype: { waitUntil: (work: Promise<unknown>) => void };
  };
}

function countDone(): void {
  const scope = Object.assign(self as unknown as Counted, { done: 0 });
  const { prototype } = (self as unknown as WorkerEvents).ExtendableEvent;
  const { waitUntil } = prototype;
  prototype.waitUntil = function counted(work: Promise<unknown>) {
    waitUntil.call(this, work);
    const end = () => (scope.done += 1);
    work.then(end, end);
  };
}

async function notifications(): Promise<readonly Shown[]> {
  const registration = await navigator.serviceWorker.ready;
  const all = await registration.getNotifications();
  return all
    .toSorted((one, other) => (one.data?.at < other.data?.at ? -1 : 1))
    .map(({ title, body, lang, dir, silent }) => ({ title, body, lang, dir, silent }));
}

/** A click on the first notification that is shown: what the worker does then, and with which address. */
export async function clickOnFirst(): Promise<readonly [string, string]> {
  const scope = self as unknown as {
    registration: ServiceWorkerRegistration;
    clients: { openWindow: (url: string) => Promise<void> };
  };
  const [notification] = await scope.registration.getNotifications();
  // Pages do not have these, and the types are those of pages.
  const classes = self as unknown as {
    readonly NotificationEvent: new (name: string, init: object) => Event;
    readonly WindowClient: { readonly prototype: { focus: () => Promise<void> } };
  };
  return new Promise((done) => {
    scope.clients.openWindow = async (url) => done(['open', url]);
    classes.WindowClient.prototype.focus = async function focus(this: { readonly url: string }) {
      done(['focus', this.url]);
    };
    self.dispatchEvent(new classes.NotificationEvent('notificationclick', { notification }));
  });
}

function stubPushService(): void {
  const { pushSubscribe, pushKnown, pushEnd } = globalThis as unknown as Readonly<
    Record<string, (text?: string) => Promise<string>>
  >;
  if (pushSubscribe === undefined || pushKnown === undefined) return;
  let key: BufferSource | string | null | undefined = null;
  const bytesOf = (text: string) =>
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  const made = (text: string) => ({
    ...(JSON.parse(text) as { endpoint: string }),
    options: { applicationServerKey: key },
    unsubscribe: async () => {
      await pushEnd?.();
      return true;
    },
    toJSON: () => JSON.parse(text) as object,
  });
  PushManager.prototype.subscribe = async (options) => {
    const given = options?.applicationServerKey;
    key = typeof given === 'string' ? bytesOf(given).buffer : given;
    localStorage.setItem('key', typeof given === 'string' ? given : '');
    return made(
      await pushSubscribe(typeof given === 'string' ? given : ''),
    ) as unknown as PushSubscription;
  };
  PushManager.prototype.getSubscription = async () => {
    const text = await pushKnown();
    key = bytesOf(localStorage.getItem('key') ?? '').buffer;
    return text === '' ? null : (made(text) as unknown as PushSubscription);
  };
}
