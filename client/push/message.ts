/** What the server sends to a browser (src/push/messages). */
export type Message =
  | {
      readonly kind: 'show';
      readonly feed: string;
      readonly item: string;
      readonly title: string;
      readonly body: string;
      readonly lang: string;
      readonly dir: 'ltr' | 'rtl';
      readonly at: string;
      /** Nothing of the item was shown before. */
      readonly first: boolean;
    }
  | {
      readonly kind: 'close';
      readonly feed: string;
      readonly item: string;
      readonly title: string;
    };
