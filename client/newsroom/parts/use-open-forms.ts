import { useCallback, useState } from 'preact/hooks';

/** The rows of a list that have an open form. */
export interface OpenForms {
  readonly ids: ReadonlySet<string>;
  readonly set: (id: string, isOpen: boolean) => void;
}

export function useOpenForms(): OpenForms {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const set = useCallback((id: string, isOpen: boolean) => {
    setIds((known) => {
      if (known.has(id) === isOpen) return known;
      const next = new Set(known);
      if (isOpen) next.add(id);
      else next.delete(id);
      return next;
    });
  }, []);
  return { ids, set };
}
