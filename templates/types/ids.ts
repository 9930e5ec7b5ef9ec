/** Ids of different kinds, told apart. */

/** Never there at run time: what tells ids of different kinds apart when a program is compiled. */
declare const kind: unique symbol;

/**
 * Text that identifies one kind of thing. Any text may stand for one, so that ids from a database or a URL need no conversion; an id of
 * another kind may not: a member's id in the place of an organization's does not compile.
 */
export type IdOf<Kind extends string> = string & { readonly [kind]?: Kind };
