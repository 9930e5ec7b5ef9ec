/** How a name of a document becomes a TypeScript identifier. Which names are taken is the business of names.ts. */

/** Words a module cannot use as the name of a value: keywords, strict-mode reservations, and what every object inherits. */
const reservedValues: ReadonlySet<string> = new Set(
  (
    'abstract any arguments as asserts async await boolean break case catch class const continue debugger declare default delete do ' +
    'else enum eval export extends false finally for from function get globalThis if implements import in infer instanceof ' +
    'interface is keyof let module namespace never new null number object of package private protected public readonly require ' +
    'return satisfies set static string super switch symbol this throw true try type typeof undefined unique unknown using var ' +
    'void while with yield NaN Infinity exports ' +
    '__proto__ constructor prototype hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf then'
  ).split(' '),
);

/**
 * Global types a generated name must not shadow: a file that exports `Error` cannot speak of JavaScript's own, and an
 * import of it takes the global away from the importing module.
 */
const globalTypes: ReadonlySet<string> = new Set(
  (
    'AbortController AbortSignal Any Array ArrayBuffer ArrayLike AsyncIterable AsyncIterableIterator AsyncIterator Awaited BigInt ' +
    'Blob Boolean Buffer Capitalize Console DataView Date Error Event EventTarget Exclude Extract File FormData Function Generator ' +
    'Headers Infinity InstanceType Iterable IterableIterator Iterator JSON Map Math NaN Never NonNullable NoInfer Null Number ' +
    'Object Omit Parameters Partial Pick Process Promise PromiseLike PropertyKey Proxy Readonly ReadonlyArray ReadonlyMap ' +
    'ReadonlySet ReadableStream Record Reflect RegExp Request Required Response ReturnType Set String Symbol ThisType ' +
    'TypeError URL URLSearchParams Uint8Array Uncapitalize Undefined Unknown Uppercase Lowercase Void WeakMap WeakRef WeakSet'
  ).split(' '),
);

/** Longest identifier derived from a name, so that a document cannot make lines of any length. */
const longest = 120;

/** True for a word that cannot name a value of a module. */
export function isReservedValue(identifier: string): boolean {
  return reservedValues.has(identifier);
}

/** True for the name of a global type. */
export function isGlobalType(identifier: string): boolean {
  return globalTypes.has(identifier);
}

/**
 * `simple-user` → `SimpleUser`, `io.k8s.api.v1.Pod` → `IoK8sApiV1Pod`, `APIKey` → `APIKey`, `123` → `_123`. Letters of any
 * script stay; everything that cannot stand in an identifier separates words.
 *
 * @param fallback what a name without a single letter or digit becomes
 */
export function pascalCase(name: string, fallback: string): string {
  return startValid(words(name).map(capitalise).join('').slice(0, longest)) || fallback;
}

/** `repos/get-content` → `reposGetContent`, `GetUser` → `getUser`, `URLOf` → `urlOf`. Like {@link pascalCase} otherwise. */
export function camelCase(name: string, fallback: string): string {
  const [first = '', ...rest] = words(name);
  return startValid((decapitalise(first) + rest.map(capitalise).join('')).slice(0, longest)) || fallback;
}

/**
 * Finds a free identifier: the wanted one, or the first of `wanted_2`, `wanted_3` … that is not taken, and takes it.
 * The underscore keeps `Page` + 2 apart from a schema that is called `Page2`.
 */
export function takeFree(wanted: string, taken: Set<string>): string {
  let candidate = wanted;
  for (let count = 2; taken.has(candidate); count += 1) candidate = `${wanted}_${count}`;
  taken.add(candidate);
  return candidate;
}

function words(name: string): string[] {
  return name.normalize('NFC').match(/[\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}]+/gu) ?? [];
}

function capitalise(word: string): string {
  const [first = '', ...rest] = word;
  const upper = first.toUpperCase();
  // 'ß' and its like grow into two letters; the identifier keeps the one it has.
  return ([...upper].length === 1 ? upper : first) + rest.join('');
}

/** Lowers a leading run of capitals, but not the one that begins the next word: `URLOf` → `urlOf`, `ID` → `id`. */
function decapitalise(word: string): string {
  return word.replace(/^\p{Lu}+(?!\p{Ll})|^\p{Lu}/u, (capitals) => capitals.toLowerCase());
}

/** An identifier begins with a letter; digits and combining marks get an underscore before them. */
function startValid(identifier: string): string {
  const whole = identifier.replace(/[\uD800-\uDBFF]$/, '');
  return whole === '' || /^\p{ID_Start}/u.test(whole) ? whole : `_${whole}`;
}
