/** A real browser with one window, driven as far as every engine can be. */
export interface Engine extends AsyncDisposable {
  readonly open: (url: string) => Promise<void>;
  /** The Back button. */
  readonly back: () => Promise<void>;
  /** Runs a function in the page. It gets nothing but its argument. */
  readonly run: Run;
  /** The same in the first frame of the page. */
  readonly runInFrame: Run;
  /** Presses an element that is in sight. */
  readonly click: (selector: string) => Promise<void>;
  readonly press: (...keys: readonly Key[]) => Promise<void>;
}

export type Run = <A, T>(script: (arg: A) => T, arg: A) => Promise<T>;

export type Key = 'Tab' | 'Enter';
