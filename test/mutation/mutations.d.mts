/** A known way to break the description, the SDK or the server. */
export interface Mutation {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** What must notice it: `description`, `lint`, or test files. */
  readonly judge: string;
}

export const mutations: readonly Mutation[];
