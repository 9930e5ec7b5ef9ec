/** Names that come from a document, as names of files and folders that every system takes. */

/** Names that Windows keeps for devices, whatever their extension. */
const devices = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;

/** In bytes: what every file system takes as one name, with room for a number and an extension. */
const longest = 120;

/** True for a name that leads to a device on Windows. */
export function isDevice(name: string): boolean {
  return devices.test(name);
}

/** Two paths with the same key are one file on a system that ignores case or normalises Unicode. */
export function collisionKey(path: string): string {
  return path.normalize('NFC').toLowerCase().normalize('NFC');
}

/** The name itself, but cut between two characters where it is too long, and `con_` for a device. */
export function portableName(name: string): string {
  const cut = cutToBytes(name, longest);
  return isDevice(cut) ? cut.replace(/^[^.]*/, '$&_') : cut;
}

/**
 * Names of files in one folder, each handed out once: `Pages` and `pages` would be one file on some systems, so that the second of them is
 * `pages_2`.
 */
export class FileNames {
  readonly #taken: Set<string>;

  /** @param taken names of files that are there already */
  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set([...taken].map(collisionKey));
  }

  /** The name made portable, or with a number where that is taken. */
  take(name: string): string {
    const wanted = portableName(name);
    let candidate = wanted;
    for (let count = 2; this.#taken.has(collisionKey(candidate)); count += 1) candidate = `${wanted}_${count}`;
    this.#taken.add(collisionKey(candidate));
    return candidate;
  }
}

function cutToBytes(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  let kept = '';
  let size = 0;
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > bytes) break;
    kept += character;
  }
  return kept;
}
