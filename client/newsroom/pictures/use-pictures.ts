import { useRef } from 'preact/hooks';
import type { UploadedPicture } from '../api/answers.ts';
import type { Problem } from '../api/problem.ts';
import { emptyPicture, type PictureFields } from '../fields/picture-fields.ts';
import { useApi, useSay } from '../parts/contexts.ts';
import { useAction } from '../parts/use-action.ts';

export interface PictureUploads {
  /** The name of the file that is on its way. */
  readonly onItsWay: string | undefined;
  readonly problem: Problem | null;
  readonly add: (files: readonly File[]) => void;
  /** One that was uploaded before. */
  readonly take: (picture: UploadedPicture) => void;
  /** Makes room for a picture whose address is typed. */
  readonly addAddress: () => void;
  /** Sends the files again that did not arrive. */
  readonly retry: () => void;
}

interface Form {
  readonly pictures: readonly PictureFields[];
  readonly onPictures: (pictures: readonly PictureFields[]) => void;
  /** The picture at this place was just added. */
  readonly onAdded: (at: number) => void;
}

/** Uploads the pictures of a form, one after the other, and puts each behind those that are there. */
export function usePictures(form: Form): PictureUploads {
  const api = useApi();
  const say = useSay();
  const action = useAction();
  const waiting = useRef<readonly File[]>([]);
  const failed = useRef<readonly File[]>([]);
  // The form as it is now: a file takes its time.
  const now = useRef(form);
  now.current = form;
  const { busy } = action;

  const put = (picture: PictureFields): void => {
    const { pictures, onPictures, onAdded } = now.current;
    const next = [...pictures, picture];
    now.current = { ...now.current, pictures: next };
    onPictures(next);
    onAdded(pictures.length);
  };
  const take = ({ url, width, height, color }: UploadedPicture): void => {
    put({ ...emptyPicture, url, size: `${width}x${height}`, color });
    say('The picture is there. Say what it shows');
  };
  const upload = async (): Promise<void> => {
    let problem: unknown;
    for (let [file] = waiting.current; file !== undefined; [file] = waiting.current) {
      try {
        take(await api.addPicture(file));
      } catch (thrown) {
        problem = thrown;
        failed.current = [...failed.current, file];
      }
      waiting.current = waiting.current.slice(1);
    }
    if (problem !== undefined) throw problem;
  };
  const send = (files: readonly File[]): void => {
    waiting.current = [...waiting.current, ...files];
    if (busy) return;
    failed.current = [];
    void action.run(upload, ({ title }) => `The picture was not added: ${title}`);
  };
  return {
    onItsWay: busy ? waiting.current[0]?.name : undefined,
    problem: action.problem,
    add: send,
    take,
    addAddress: () => put(emptyPicture),
    retry: () => send(failed.current),
  };
}
