import { chatBody } from '../../src/admin/inbound/chat-body.ts';
import { readSlack } from '../../src/admin/inbound/slack-event.ts';
import { slackRuns } from '../../src/admin/inbound/slack-text.ts';
import { readTelegram } from '../../src/admin/inbound/telegram-update.ts';
import { parseMarkdown } from '../../src/admin/markdown/parse-markdown.ts';
import { writeMarkdown } from '../../src/admin/markdown/write-markdown.ts';

const nameOf = (id: string) => (id === 'U1' ? 'Ana Ruiz' : undefined);
const slack = (text: string) => writeMarkdown(chatBody(slackRuns(text, nameOf)));

describe('a message of Slack, as Markdown', () => {
  test.each([
    ['All *four* gates are _down_, ~not~ three', 'All **four** gates are *down*, ~~not~~ three'],
    [
      'Read <https://a.example/x?a=1&amp;b=2|the report>',
      'Read [the report](https://a.example/x?a=1\\&b=2)',
    ],
    ['See <https://a.example>', 'See <https://a.example>'],
    ['*Bold with <https://a.example|a link>*', '**Bold with [a link](https://a.example)**'],
    ['Run `ls *` now', 'Run `ls *` now'],
    ['One\ntwo\n\nthree', 'One\\\ntwo\n\nthree'],
    ['So:\n• one\n• *two*', 'So:\n\n- one\n- **two**'],
    ['1. one\n2. two', '1. one\n2. two'],
    ['&gt; said *she*\nand went', '> said **she**\n\nand went'],
    ['&gt;&gt;&gt; all\nof it', '> all\\\n> of it'],
    [
      'Look:\n```if (a &lt; b)\n\n  go()```\ndone',
      'Look:\n\n```\nif (a < b)\n\n  go()\n```\n\ndone',
    ],
    ['<@U1> and <@U2> in <#C1|port>, <!here>', '@Ana Ruiz and @somebody in #port, @here'],
    // What is no markup stays what it is, and what was none becomes none.
    ['2*3*4 snake_case_word a*b', '2\\*3\\*4 snake_case_word a\\*b'],
    ['&lt;script&gt;alert(1)&lt;/script&gt; # no heading', undefined],
    ['<javascript:alert(1)|click>', 'click'],
    ['  ', ''],
  ])('%j', (text, markdown) => {
    const written = slack(text);
    if (markdown !== undefined) expect(written).toBe(markdown);
    // What is written is read as it was meant, whatever characters it has.
    expect(parseMarkdown(written)).toEqual(chatBody(slackRuns(text, nameOf)));
  });

  test('takes no time, however it is marked', () => {
    const text = ' *a _b ~c `d <e'.repeat(4_000);
    // Some 100 ms; a search without bounds would take minutes.
    expect(slack(text).length).toBeGreaterThan(text.length);
  });
});

describe('what Slack tells', () => {
  const event = (more: object) => ({
    type: 'event_callback',
    event_id: 'Ev1',
    event: { type: 'message', channel: 'C1', ts: '17.5', user: 'U1', text: 'Hello', ...more },
  });
  const told = (body: unknown) => {
    const call = readSlack(body, 'C1', nameOf);
    return call.kind === 'challenge' ? call : call.delivery.event;
  };

  test('is said, edited and deleted by one name', () => {
    expect(told(event({}))).toMatchObject({
      kind: 'said',
      message: { id: '17.5', sender: { id: 'U1' } },
    });
    const message = { ts: '17.5', text: 'Hello there', user: 'U1' };
    const changed = { subtype: 'message_changed', message, previous_message: { text: 'Hello' } };
    expect(told(event(changed))).toMatchObject({ kind: 'edited', message: { id: '17.5' } });
    const deleted = { kind: 'deleted', id: '17.5' };
    expect(told(event({ subtype: 'message_deleted', deleted_ts: '17.5' }))).toEqual(deleted);
    const stone = { ...message, subtype: 'tombstone' };
    expect(told(event({ subtype: 'message_changed', message: stone }))).toEqual(deleted);
    expect(told({ type: 'url_verification', challenge: 'abc' })).toEqual({
      kind: 'challenge',
      challenge: 'abc',
    });
  });

  test.each([
    ['of another channel', { channel: 'D2' }],
    ['of a bot', { bot_id: 'B1' }],
    ['in a thread', { thread_ts: '16.1' }],
    ['that somebody joined', { subtype: 'channel_join' }],
    ['without words', { text: ' ' }],
    [
      'as a preview of a link',
      {
        subtype: 'message_changed',
        message: { ts: '1.1', text: 'x' },
        previous_message: { text: 'x' },
      },
    ],
    ['without a time', { ts: '../..' }],
    ['of reactions', { type: 'reaction_added' }],
  ])('is nothing %s', (_, more) => {
    expect(told(event(more))).toEqual({ kind: 'nothing' });
  });

  test.each([
    [null],
    [[]],
    [{}],
    [{ type: 'event_callback' }],
    [{ type: 'event_callback', event_id: 'a b', event: {} }],
  ])('is refused where it is %j', (body) => {
    expect(() => readSlack(body, 'C1', nameOf)).toThrow('Events API');
  });
});

describe('a message of Telegram, as Markdown', () => {
  const update = (more: object) => ({
    update_id: 7,
    message: {
      message_id: 3,
      chat: { id: -100 },
      from: { id: 5, first_name: 'Ana', last_name: 'Ruiz' },
      ...more,
    },
  });
  const markdown = (text: string, entities: readonly object[]) => {
    const { event } = readTelegram(update({ text, entities }), '-100');
    if (event.kind !== 'said') throw new Error('It says nothing.');
    expect(parseMarkdown(writeMarkdown(event.message.body))).toEqual(event.message.body);
    return writeMarkdown(event.message.body);
  };

  test.each([
    ['All four gates', [{ type: 'bold', offset: 4, length: 4 }], 'All **four** gates'],
    // Places are counted in UTF-16: the boat has two.
    ['🚤 gone', [{ type: 'italic', offset: 3, length: 4 }], '🚤 *gone*'],
    [
      'a report',
      [{ type: 'text_link', offset: 2, length: 6, url: 'https://a.example' }],
      'a [report](https://a.example)',
    ],
    [
      'see a.example',
      [{ type: 'url', offset: 4, length: 9 }],
      'see [a.example](https://a.example)',
    ],
    [
      'bold both it',
      [
        { type: 'bold', offset: 0, length: 9 },
        { type: 'italic', offset: 5, length: 7 },
      ],
      undefined,
    ],
    ['x\nls -l\ny', [{ type: 'pre', offset: 2, length: 5 }], 'x\n\n```\nls -l\n```\n\ny'],
    ['she said', [{ type: 'blockquote', offset: 0, length: 8 }], '> she said'],
    ['- one\n- two', [], '- one\n- two'],
    ['click', [{ type: 'text_link', offset: 0, length: 5, url: 'javascript:alert(1)' }], undefined],
    [
      'odd',
      [
        { type: 'bold', offset: -4, length: 900 },
        { type: 'bold', offset: 1.5, length: 1 },
        null,
        5,
      ],
      undefined,
    ],
  ] as const)('%j', (text, entities, expected) => {
    const found = markdown(text, entities as readonly object[]);
    if (expected !== undefined) expect(found).toBe(expected);
  });

  test('has its sender, is edited by its name, and counts in its chat alone', () => {
    expect(readTelegram(update({ text: 'Hi' }), '-100')).toMatchObject({
      id: '7',
      event: { kind: 'said', message: { id: '3', sender: { id: '5', name: 'Ana Ruiz' } } },
    });
    const post = {
      message_id: 4,
      chat: { id: -100, username: 'port' },
      text: 'Hi',
      author_signature: 'Bea',
    };
    const edited = readTelegram({ update_id: 8, edited_channel_post: post }, '@port');
    expect(edited.event).toMatchObject({
      kind: 'edited',
      message: { id: '4', sender: { name: 'Bea' } },
    });
    for (const more of [
      { chat: { id: 5 }, text: 'To the bot alone' },
      { text: '/start', entities: [{ type: 'bot_command', offset: 0, length: 6 }] },
      { text: 'Beep', from: { id: 1, is_bot: true } },
      { photo: [] },
    ]) {
      expect(readTelegram(update(more), '-100').event).toEqual({ kind: 'nothing' });
    }
    expect(() => readTelegram({ message: {} }, '-100')).toThrow('Bot API');
  });
});
