import { codeOf, policyOf, ways } from '../../src/feed/embed/embed-code.ts';
import { optionsQuery, readOptions } from '../../src/feed/embed/embed-options.ts';
import { siteBase } from '../site/site-base.ts';

/** The builder page, kept up to date with its form: the preview, the code, and the page's own address. */
const main = document.querySelector<HTMLElement>('main.builder');
const form = document.querySelector<HTMLFormElement>('form.builder-form');
if (main !== null && form !== null) live(main, form);

function live(page: HTMLElement, options: HTMLFormElement): void {
  const { feed = '', title = '', address = siteBase.replace(/\/$/, '') } = page.dataset;
  const subject = { address, feed, title };
  const frame = page.querySelector('iframe');
  const said = page.querySelector('.builder-said');
  let shown = frame?.src;
  page.classList.add('builder-live');

  function show(): void {
    const fields = Object.fromEntries(new FormData(options));
    const chosen = readOptions(fields);
    const { heading } = fields;
    const codes = codeOf(subject, chosen, typeof heading === 'string' ? heading.trim() : '');
    const policies = policyOf(subject);
    for (const way of ways) {
      write(page.querySelector(`[data-way=${way}] pre code`), codes[way]);
      write(page.querySelector(`[data-way=${way}] .builder-policy code`), policies[way]);
    }
    const src = `${siteBase}embed/${feed}${optionsQuery(chosen)}`;
    // Past the history, so that the Back button leaves the page.
    if (shown !== src) frame?.contentWindow?.location.replace(src);
    shown = src;
  }

  function remember(): void {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(options)) {
      if (typeof value === 'string' && value !== '') query.set(name, value);
    }
    history.replaceState(null, '', `?${String(query)}`);
  }

  options.addEventListener('submit', (event) => event.preventDefault());
  page.addEventListener('input', () => {
    show();
    remember();
  });
  for (const button of page.querySelectorAll<HTMLButtonElement>('.builder-copy')) {
    button.hidden = false;
    button.addEventListener('click', () => {
      const code = button.closest('[data-way]')?.querySelector('pre code');
      if (!code) return;
      getSelection()?.selectAllChildren(code);
      void copy(code.textContent).then(tell);
    });
    const tell = (isCopied: boolean): void => {
      write(said, isCopied ? 'Copied' : 'Selected: copy it with Ctrl+C.');
      write(button, isCopied ? 'Copied' : 'Selected');
    };
  }
  show();
}

function write(element: Element | null, text: string): void {
  if (element !== null && element.textContent !== text) element.textContent = text;
}

/** Browsers give a page without TLS no clipboard. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
