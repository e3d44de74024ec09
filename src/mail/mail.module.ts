import {
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { AdminModule } from '../admin/admin.module.ts';
import { Config } from '../config.ts';
import { FollowersModule } from '../followers/followers.module.ts';
import { Addresses } from '../http/addresses.ts';
import { WrongKeys, type CountTogether } from '../http/wrong-keys.ts';
import { Hub } from '../hub/hub.ts';
import { Log } from '../log/log.ts';
import { AskLimits } from '../outbox/ask-limits.ts';
import { MailFeeds } from '../reading/offered-feeds.ts';
import { MailController } from './api/mail.controller.ts';
import { ReportDoor } from './api/report-door.ts';
import { ReportsController } from './api/reports.controller.ts';
import { SubscribeController } from './api/subscribe.controller.ts';
import { SubscriptionsController } from './api/subscriptions.controller.ts';
import type { MailParts } from './open-mail.ts';
import { MailDesk } from './pages/mail-desk.ts';
import { Mailer } from './run/mailer.ts';
import { Writer } from './run/writer.ts';
import { SmtpServer } from './send/smtp-server.ts';
import { Audience } from './store/audience.ts';
import { Subscribers } from './store/subscribers.ts';

const logger = new Logger('Mail');
const onError = (error: unknown): void => logger.warn(String(error));

export const mailControllers = [
  SubscribeController,
  SubscriptionsController,
  MailController,
  ReportsController,
];

/** Mail to readers who asked for it. Part of the server where SMTP_URL is set. */
@Module({})
export class MailModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(private readonly mailer: Mailer) {}

  static of(
    { settings, seal, requests, subscribers, mails, audience, numbers }: MailParts,
    together: CountTogether | undefined,
  ): DynamicModule {
    return {
      module: MailModule,
      imports: [AdminModule, FollowersModule],
      controllers: mailControllers,
      providers: [
        { provide: Audience, useValue: audience },
        { provide: Subscribers, useValue: subscribers },
        {
          provide: ReportDoor,
          useFactory: (wrongKeys: WrongKeys) => new ReportDoor(settings.reportsToken, wrongKeys),
          inject: [WrongKeys],
        },
        {
          provide: AskLimits,
          useFactory: (addresses: Addresses) => new AskLimits(addresses, together),
          inject: [Addresses],
        },
        {
          provide: Mailer,
          useFactory: (log: Log, { publicUrl }: Config, mailFeeds: MailFeeds) => {
            const writer = new Writer({ log, seal, site: { publicUrl } });
            const server = new SmtpServer(settings);
            const onOpenFeeds = (feeds: ReadonlySet<string>) => mailFeeds.set(feeds);
            return new Mailer({
              mails,
              subscribers,
              audience,
              writer,
              server,
              numbers,
              onOpenFeeds,
              onError,
            });
          },
          inject: [Log, Config, MailFeeds],
        },
        {
          provide: MailDesk,
          useFactory: (hub: Hub, mailFeeds: MailFeeds, config: Config, mailer: Mailer) => {
            const { publicUrl, publisher } = config;
            const site = { publicUrl, ...(publisher && { publisher }) };
            const onAsked = () => mailer.look();
            return new MailDesk({ hub, mailFeeds, requests, subscribers, site, onAsked });
          },
          inject: [Hub, MailFeeds, Config, Mailer],
        },
      ],
    };
  }

  onApplicationBootstrap(): void {
    this.mailer.look();
  }

  async onModuleDestroy(): Promise<void> {
    await this.mailer.close();
  }
}
