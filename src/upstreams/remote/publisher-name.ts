import { line } from '../../admin/input/text.ts';
import { isRecord } from '../../feed/shape.ts';

/** As much of it as readers are told. */
const room = 100;
const name = line(room);

/** The publisher that a JSON Feed names (`authors`); undefined where it names none that readers can be told. */
export function publisherName(document: string | undefined): string | undefined {
  const authors = fieldsIn(document)['authors'];
  const [author] = Array.isArray(authors) ? (authors as readonly unknown[]) : [];
  const given = isRecord(author) ? author['name'] : undefined;
  const cut =
    typeof given === 'string' && given.length > room
      ? `${given.slice(0, room - 1).trimEnd()}…`
      : given;
  return name.safeParse(cut).data;
}

function fieldsIn(document = ''): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(document);
    return isRecord(parsed) ? parsed : {};
  } catch {
    return {};
  }
}
