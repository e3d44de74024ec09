import type { ComponentChildren } from 'preact';
import { focusText, pointOf } from '../fields/picture-fields.ts';

interface Props {
  /** See `PictureFields`. */
  readonly focus: string;
  readonly isBusy: boolean;
  readonly onFocus: (focus: string) => void;
  /** The picture. */
  readonly children: ComponentChildren;
}

/** Where a key moves the point. A picture is not mirrored in a text that runs from the right. */
const moves: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** A picture with the point that stays in sight where the picture is cropped: put by a click, moved by the arrow keys. */
export function FocusPoint({ focus, isBusy, onFocus, children }: Props) {
  const { x, y } = pointOf(focus);
  const put = (toX: number, toY: number): void => {
    if (!isBusy) onFocus(focusText(toX, toY));
  };
  const move = (event: KeyboardEvent): void => {
    const by = moves[event.key];
    if (by === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const step = event.shiftKey ? 1 : 5;
    put(x + by[0] * step, y + by[1] * step);
  };
  return (
    <div
      class="nr-focus"
      onClick={({ currentTarget, clientX, clientY }) => {
        const { left, top, width, height } = currentTarget.getBoundingClientRect();
        put((100 * (clientX - left)) / width, (100 * (clientY - top)) / height);
      }}
    >
      {children}
      <span
        class="nr-focus-point"
        role="slider"
        tabIndex={0}
        aria-label="Point that stays in sight where the picture is cropped"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={x}
        aria-valuetext={`${x} % from the left, ${y} % from the top`}
        aria-disabled={isBusy}
        title="Click in the picture, or press an arrow key: this point stays in sight where the picture is cropped"
        style={{ left: `${x}%`, top: `${y}%` }}
        onKeyDown={move}
      />
    </div>
  );
}
