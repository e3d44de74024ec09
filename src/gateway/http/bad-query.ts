import { Refusal, type InputFault } from '../../feed/refusal.ts';

/** A query that cannot be used: 400, since RFC 9110 §15.5.21 keeps 422 for a request's content, and here is none. */
export class BadQuery extends Refusal {
  constructor(detail: string, faults: readonly InputFault[]) {
    super('invalid_input', detail, faults);
  }

  override get status(): number {
    return 400;
  }
}
