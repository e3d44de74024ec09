import type { Problem } from '../api/problem.ts';
import { faultsAt } from '../fields/faults.ts';
import type { ItemFields } from '../fields/item-fields.ts';
import { TextField, type FieldRef } from '../forms/text-field.tsx';

/** The fields of what is said of a picture. */
export const pictureWords = ['imageAlt', 'imageCaption', 'imageCredit'] as const;

interface Props {
  readonly fields: ItemFields;
  readonly change: (patch: Partial<ItemFields>) => void;
  readonly problem: Problem | null;
  readonly isBusy: boolean;
  readonly altRef?: FieldRef;
}

export function PictureWords({ fields, change, problem, isBusy, altRef }: Props) {
  const field = (name: (typeof pictureWords)[number], label: string, hint?: string) => (
    <TextField
      label={label}
      hint={hint}
      value={fields[name]}
      onValue={(value) => change({ [name]: value })}
      faults={faultsAt(problem, name)}
      readOnly={isBusy}
      spellcheck
      fieldRef={name === 'imageAlt' ? altRef : undefined}
    />
  );
  return (
    <>
      {field('imageAlt', 'What the picture shows', 'In words, for people who cannot see it.')}
      {field('imageCaption', 'Caption')}
      {field('imageCredit', 'Credit')}
    </>
  );
}
