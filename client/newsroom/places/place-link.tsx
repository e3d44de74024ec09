import type { ComponentChildren } from 'preact';
import { addressOf, type Place } from './place.ts';
import { useGo } from './use-places.ts';

interface Props {
  readonly to: Place;
  readonly isHere: boolean;
  readonly children: ComponentChildren;
}

/** A link to a place of the newsroom. It stays a link: the browser opens it in another tab when it is asked to. */
export function PlaceLink({ to, isHere, children }: Props) {
  const go = useGo();
  return (
    <a
      href={addressOf(to)}
      aria-current={isHere ? 'page' : undefined}
      onClick={(event) => {
        const isForBrowser = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
        if (isForBrowser || event.button !== 0) return;
        event.preventDefault();
        go(to);
      }}
    >
      {children}
    </a>
  );
}
