/** Who writes. Only what this says may be done is done; see may(). */
export interface Principal {
  readonly name: string;
  readonly role: 'admin';
}

/** What can be asked of a newsroom, each for one feed or, without one, for the whole house. */
export type Action = 'read drafts' | 'write items' | 'change feed' | 'create feed' | 'list feeds';

/** Whether a principal may do this. Every write asks here, per feed. */
export function may(principal: Principal, _action: Action, _feed?: string): boolean {
  switch (principal.role) {
    case 'admin':
      return true;
  }
}
