/** Values that could not be stored on this device, because storage is forbidden or full; kept until the page closes. */
const onPage = new Map<string, string>();

export function readKept(name: string): unknown {
  try {
    return JSON.parse(onPage.get(name) ?? localStorage.getItem(name) ?? 'null');
  } catch {
    return null;
  }
}

export function writeKept(name: string, value: unknown): void {
  const text = JSON.stringify(value);
  try {
    localStorage.setItem(name, text);
    onPage.delete(name);
  } catch {
    onPage.set(name, text);
  }
}

export function dropKept(name: string): void {
  onPage.delete(name);
  try {
    localStorage.removeItem(name);
  } catch {
    // A browser without storage has nothing to forget.
  }
}

/** The names of all stored values of this site. */
export function keptNames(): readonly string[] {
  return [...new Set([...onPage.keys(), ...storedNames()])];
}

function storedNames(): readonly string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}
