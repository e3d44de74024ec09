/** How a kind of follower is asked for. */
export interface FollowerKindWords {
  readonly name: string;
  readonly target: string;
  readonly hint: string;
  /** It comes for the changes itself: nothing is sent. */
  readonly comes?: true;
  /** Absent where the server makes the secret. */
  readonly secret?: { readonly label: string; readonly hint: string };
}

/** Kinds that are not added here: who subscribes at the hub, and the public hub that the operator has set. */
export const otherKinds: Readonly<Record<string, string>> = {
  websub: 'Subscriber (WebSub)',
  'public-hub': 'Public hub (WebSub)',
};

/** Every kind that can be added here, by its name in calls. */
export const followerKinds: Readonly<Record<string, FollowerKindWords>> = {
  webhook: {
    name: 'Webhook',
    target: 'Address of your receiver',
    hint: 'It gets each change from now on as a signed POST (Standard Webhooks).',
  },
  mastodon: {
    name: 'Mastodon',
    target: 'Address of your server',
    hint: 'Like https://mastodon.example. Each item is a post there, edited and deleted as the item is.',
    secret: {
      label: 'Access token',
      hint: 'Preferences, Development, New application, with the scopes read:accounts, read:statuses and write:statuses.',
    },
  },
  bluesky: {
    name: 'Bluesky',
    target: 'Address of your account',
    hint: 'Like https://bsky.app/profile/paper.example. Posts cannot be edited there: corrections answer them.',
    secret: { label: 'App password', hint: 'Settings, Privacy and security, App passwords.' },
  },
  telegram: {
    name: 'Telegram channel',
    target: 'Address of your channel',
    hint: 'Like https://t.me/your_channel. Each item is a message there, edited and deleted as the item is.',
    secret: {
      label: 'Token of the bot',
      hint: 'From @BotFather; the bot is an admin of the channel.',
    },
  },
  dateline: {
    name: 'Another Dateline',
    comes: true,
    target: 'Address of the newsroom that follows',
    hint: 'It comes for the changes by itself, and says how far it is. Give it the token; remove it here, and it stops.',
  },
};
