import type { Marks, Run } from './chat-message.ts';

/** The name of a person who is mentioned by id; undefined where it is not known. */
export type NameOf = (id: string) => string | undefined;

const fence = /```\n?([\s\S]*?)\n?```/g;

/**
 * What stands in a line of mrkdwn: `<…>`, code, or words between marks that do not stand inside a word. Bounded, because a
 * mark without its end makes the search go on.
 */
const piece =
  /<([^<>\n]{1,3000})>|`([^`\n]{1,3000})`|(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]{0,3000}?\S)\3(?![\p{L}\p{N}])/u;

const markNames = { '*': 'strong', _: 'emphasis', '~': 'deleted' } as const;

/** The runs of a text in Slack's mrkdwn (api.slack.com/reference/surfaces/formatting), links and mentions by their words. */
export function slackRuns(text: string, nameOf: NameOf): readonly Run[] {
  const runs: Run[] = [];
  let end = 0;
  for (const found of text.matchAll(fence)) {
    runs.push(...linesOf(text.slice(end, found.index), nameOf));
    // Code stands in lines of its own.
    const code = wordsOf(found[1] ?? '', nameOf);
    runs.push({ text: '\n' }, { text: code, block: true }, { text: '\n' });
    end = found.index + found[0].length;
  }
  runs.push(...linesOf(text.slice(end), nameOf));
  return runs;
}

function linesOf(text: string, nameOf: NameOf): readonly Run[] {
  // Three marks quote all that follows.
  let quotesAll = false;
  return text.split('\n').flatMap((line, index): readonly Run[] => {
    const [whole, marks] = /^(&gt;(?:&gt;&gt;)?) ?/.exec(line) ?? [];
    quotesAll ||= marks === '&gt;&gt;&gt;';
    const quote = whole !== undefined || quotesAll ? { quote: true } : {};
    const words = lineRuns(line.slice(whole?.length ?? 0), quote, nameOf);
    return index === 0 ? words : [{ text: '\n' }, ...words];
  });
}

function lineRuns(line: string, marks: Marks, nameOf: NameOf): readonly Run[] {
  const runs: Run[] = [];
  const say = (text: string, more: Marks = {}) => {
    if (text !== '') runs.push({ ...marks, ...more, text });
  };
  for (let rest = line; rest !== '';) {
    const found = piece.exec(rest);
    say(unescaped(rest.slice(0, found?.index ?? rest.length)));
    if (found === null) break;
    const [whole, angle, code, mark, words] = found;
    if (angle !== undefined) {
      const url = linkIn(angle);
      say(angleWords(angle, nameOf), url === undefined ? {} : { link: url });
    } else if (code !== undefined) say(wordsOf(code, nameOf), { code: true });
    else {
      const name = markNames[mark as keyof typeof markNames];
      runs.push(...lineRuns(words ?? '', { ...marks, [name]: true }, nameOf));
    }
    rest = rest.slice(found.index + whole.length);
  }
  return runs;
}

/** A text in which nothing is marked but `<…>`. */
function wordsOf(text: string, nameOf: NameOf): string {
  return unescaped(
    text.replaceAll(/<([^<>\n]+)>/g, (_, angle: string) => angleWords(angle, nameOf)),
  );
}

function linkIn(angle: string): string | undefined {
  const [target = ''] = angle.split('|', 1);
  return /^(https?:\/\/|mailto:)/i.test(target) ? unescaped(target) : undefined;
}

/** What people read of `<url|label>`, `<@person>`, `<#channel|name>` and `<!here>`. */
function angleWords(angle: string, nameOf: NameOf): string {
  const [target = '', label] = angle.split(/\|(.*)/s, 2);
  const id = target.slice(1);
  if (target.startsWith('@')) return `@${nameOf(id) ?? unescaped(label ?? 'somebody')}`;
  if (target.startsWith('#')) return `#${unescaped(label ?? 'channel')}`;
  if (target.startsWith('!')) return unescaped(label ?? `@${id.split('^')[0] ?? ''}`);
  return unescaped(label ?? target.replace(/^mailto:/i, ''));
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
