import { h, type Markup } from '../../feed/draw/markup.ts';
import type { Encoded } from '../../http/encoded.ts';
import { markSvg } from './mark.ts';
import { pageHtml } from './page-html.ts';

/** Who may show a page in a frame. */
export type Framing =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'origins'; readonly origins: readonly string[] };

/** A page before it is HTML. `head` and `body` are drawn markup; nothing in them is parsed. */
export interface Page {
  readonly status: 200 | 400 | 401 | 403 | 404 | 410 | 422 | 429 | 503;
  readonly title: string;
  readonly lang: string;
  readonly dir?: 'ltr' | 'rtl';
  readonly head: readonly Markup[];
  readonly body: readonly Markup[];
  readonly framing: Framing;
  /** True for a page of an unlisted feed, which search engines are asked to leave out. */
  readonly isUnlisted?: boolean;
  /** True for a page with frames of this site in it. */
  readonly framesOwn?: boolean;
  /** True for a page that can be installed. */
  readonly hasManifest?: boolean;
  /** The site's public address, where there is one: for browsers in which a sandboxed page has no "self". */
  readonly publicUrl?: string | undefined;
}

/** A page to be sent: complete HTML, its status, and the data for its headers. */
export interface DrawnPage {
  readonly status: Page['status'];
  readonly html: Encoded;
  /** The media type, for documents other than HTML. */
  readonly type?: string;
  readonly framing: Framing;
  readonly isUnlisted?: boolean;
  readonly framesOwn?: boolean;
  readonly hasManifest?: boolean;
  readonly publicUrl?: string | undefined;
  /** The value of the header `Link`. */
  readonly links?: string | undefined;
  /** Caches may serve the page while the server is down; false for errors and the newsroom. */
  readonly isKept: boolean;
}

/** The whole document. */
export function documentHtml(page: Page): string {
  return `<!doctype html>\n${pageHtml(
    h(
      'html',
      { lang: page.lang, dir: page.dir },
      h(
        'head',
        {},
        h('meta', { charset: 'utf-8' }),
        h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
        h('meta', { name: 'color-scheme', content: 'light dark' }),
        h('link', { rel: 'icon', href: markSvg }),
        h('title', {}, page.title),
        page.isUnlisted === true && h('meta', { name: 'robots', content: 'noindex' }),
        page.head,
      ),
      h('body', {}, page.body),
    ),
  )}\n`;
}
