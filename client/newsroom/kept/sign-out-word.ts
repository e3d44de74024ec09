const name = 'dateline:signed-out';

/** Tells this browser's other tabs that the session is over, and whether the unsent texts are to be forgotten. */
export function tellSignedOut(isCleared: boolean): void {
  try {
    localStorage.setItem(name, isCleared ? 'cleared' : 'kept');
    localStorage.removeItem(name);
  } catch {
    // Without storage a tab keeps its texts for itself.
  }
}

/** Hears of a sign-out in another tab. Gives back its undo. */
export function onSignedOutElsewhere(hear: (isCleared: boolean) => void): () => void {
  const onStorage = ({ key, newValue }: StorageEvent): void => {
    if (key === name && newValue !== null) hear(newValue === 'cleared');
  };
  addEventListener('storage', onStorage);
  return () => removeEventListener('storage', onStorage);
}
