import { savesData } from '../ticker/loaded/saves-data.ts';

/** Unfolds what leads through a feed where there is room for it beside the news, and folds it away where there is none. */
export function foldTools(page: ParentNode): void {
  const tools = page.querySelectorAll<HTMLDetailsElement>('.site-tool');
  const roomy = matchMedia('(min-width: 1024px)');
  const fit = (): void => {
    for (const tool of tools) {
      // What replay shows is loaded when it is unfolded.
      tool.open = roomy.matches && !(savesData() && tool.matches('.site-replay'));
    }
  };
  fit();
  roomy.addEventListener('change', fit);
  // On a phone what is unfolded lies over the news: Escape and a choice put it away.
  const putAway = (target: EventTarget | null): HTMLElement | null | undefined => {
    const tool = [...tools].find(
      (one) => one.open && target instanceof Node && one.contains(target),
    );
    if (tool === undefined || roomy.matches) return undefined;
    tool.open = false;
    return tool.querySelector('summary');
  };
  page.addEventListener('keydown', (event) => {
    if (event instanceof KeyboardEvent && event.key === 'Escape') putAway(event.target)?.focus();
  });
  page.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('.site-keys a'))
      putAway(event.target);
  });
}
