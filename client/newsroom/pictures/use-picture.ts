import { useEffect, useRef, useState } from 'preact/hooks';
import type { UploadedPicture } from '../api/answers.ts';
import type { Problem } from '../api/problem.ts';
import type { ItemFields } from '../fields/item-fields.ts';
import { useApi, useSay } from '../parts/contexts.ts';
import { useAction } from '../parts/use-action.ts';

export interface PictureUpload {
  /** The name of the file that is on its way. */
  readonly onItsWay: string | undefined;
  readonly problem: Problem | null;
  readonly add: (file: File) => void;
  /** One that was uploaded before. */
  readonly take: (picture: UploadedPicture) => void;
  /** Sends the latest file again. */
  readonly retry: () => void;
  readonly remove: () => void;
}

/**
 * Uploads the picture of a form. `onUploading` hears when one is on its way: a text that is sent without its picture is
 * not what its editor meant.
 */
export function usePicture(
  change: (patch: Partial<ItemFields>) => void,
  onUploading: (isUploading: boolean) => void,
  onThere: () => void,
): PictureUpload {
  const api = useApi();
  const say = useSay();
  const action = useAction();
  const [file, setFile] = useState<File | undefined>(undefined);
  const { busy } = action;
  const heard = useRef(onUploading);
  heard.current = onUploading;
  useEffect(() => heard.current(busy), [busy]);

  const take = ({ url, width, height }: UploadedPicture): void => {
    change({ imageUrl: url, imageSize: `${width}x${height}` });
    say('The picture is there. Say what it shows');
    onThere();
  };
  const add = (sent: File): void => {
    setFile(sent);
    void action.run(
      async () => take(await api.addPicture(sent)),
      ({ title }) => `The picture was not added: ${title}`,
    );
  };
  return {
    onItsWay: busy ? file?.name : undefined,
    problem: action.problem,
    add,
    take,
    retry: () => file !== undefined && add(file),
    remove: () => {
      action.clear();
      change({ imageUrl: '', imageSize: '', imageAlt: '', imageCaption: '', imageCredit: '' });
      say('The picture is taken out');
    },
  };
}
