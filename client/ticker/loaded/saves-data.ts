/** Whether the reader's browser is told to load no more than what is asked for. */
export function savesData(): boolean {
  const { connection } = navigator as { readonly connection?: { readonly saveData: boolean } };
  return connection?.saveData === true;
}
