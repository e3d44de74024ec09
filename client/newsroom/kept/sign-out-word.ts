const name = 'dateline:signed-out';

/** Tells the other tabs of this browser that the session has ended, and whether to forget the unsent texts. */
export function tellSignedOut(isCleared: boolean): void {
  try {
    localStorage.setItem(name, isCleared ? 'cleared' : 'kept');
    localStorage.removeItem(name);
  } catch {
    // Without storage each tab keeps its texts in its own page.
  }
}

/** Calls `hear` when another tab has signed out. Returns its undo. */
export function onSignedOutElsewhere(hear: (isCleared: boolean) => void): () => void {
  const onStorage = ({ key, newValue }: StorageEvent): void => {
    if (key === name && newValue !== null) hear(newValue === 'cleared');
  };
  addEventListener('storage', onStorage);
  return () => removeEventListener('storage', onStorage);
}
