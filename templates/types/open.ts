/** How a client reads what a server may extend. */

/**
 * A value that the description does not list: one that was added later. TypeScript tells it apart from every literal and yet takes it for a
 * string, so an editor completes the listed values, a typing mistake does not compile, and a `switch` needs a `default`.
 */
declare enum Unlisted {
  /** Never a value. */
  value = '',
}

export type { Unlisted };

/**
 * A wire type as a client should read it: wherever the description lists several strings or several numbers, values that did not
 * exist when this file was generated are allowed too.
 *
 * The types of this folder are strict, as a server must be. What a client receives is `Open<Organization>`. Constants (`type: 'saml'`) stay as
 * they are, so that unions can be told apart by their tag.
 */
export type Open<Type> = unknown extends Type
  ? Type
  : OpenScalar<Extract<Type, Scalar>> | (Type extends Scalar ? never : Type extends Uint8Array ? Type : { [Member in keyof Type]: Open<Type[Member]> });

type Scalar = string | number | boolean | null | undefined;

type OpenScalar<Type> =
  | Type
  | (SeveralOf<Extract<Type, string>> extends true ? Unlisted : never)
  | (SeveralOf<Extract<Type, number>> extends true ? number & {} : never);

/** True for a union of literals. Text of any kind, such as an id, is none. */
type SeveralOf<Type> = [Type] extends [never] ? false : string extends Type ? false : HasOthers<Type, Type>;

/** Distributes over `Type`: true where a member of the union is not the whole union. */
type HasOthers<Type, All> = Type extends unknown ? ([All] extends [Type] ? false : true) : never;
