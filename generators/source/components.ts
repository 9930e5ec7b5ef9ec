/** The names of components: which source object is `#/components/<section>/<name>` in the bundle. */
import type { Origin, Problem } from '../diagnostics.js';
import { pointerTokens } from '../model/pointer.js';
import type { ComponentSection } from './structure.js';

/** A source object that is a component of the bundle. */
export interface Component {
  readonly section: ComponentSection;
  readonly name: string;
  readonly file: string;
  readonly pointer: string;
}

/** Hands out component names and refuses two objects one name. */
export class ComponentNames {
  private readonly unique: boolean;
  private readonly byPlace = new Map<string, Component>();
  private readonly byName = new Map<string, Component>();

  /**
   * @param unique whether file names are names that people rely on, so that two files of one name are an error; otherwise the
   *   second is told apart by its folder
   */
  constructor(unique: boolean) {
    this.unique = unique;
  }

  /** The component made from a place, if it has a name already. */
  find(section: ComponentSection, file: string, pointer: string): Component | undefined {
    return this.byPlace.get(placeKey(section, file, pointer));
  }

  /** True when the section has a component of that name. */
  has(section: ComponentSection, name: string): boolean {
    return this.byName.has(nameKey(section, name));
  }

  /** Gives a place the name that the root document has for it. */
  declare(component: Component): void {
    this.byName.set(nameKey(component.section, component.name), component);
    const place = placeKey(component.section, component.file, component.pointer);
    if (!this.byPlace.has(place)) {
      this.byPlace.set(place, component);
    }
  }

  /**
   * Names a place after its file, or after the last token of its pointer.
   *
   * @param origin where it is referred to, for the problem
   * @returns the component, or the problem that another place has that name
   */
  name(section: ComponentSection, file: string, pointer: string, origin: Origin): Component | Problem {
    const base = fileBase(file);
    const last = pointerTokens(pointer).at(-1);
    const ofFile = this.unique ? [base] : qualifiedBases(file);
    const candidates = last === undefined ? ofFile : [last, ...ofFile.map((candidate) => `${candidate}_${last}`)];
    for (const candidate of candidates.map(validName)) {
      if (!this.has(section, candidate)) {
        const component = { section, name: candidate, file, pointer };
        this.declare(component);
        return component;
      }
    }
    const name = validName(candidates[0] ?? base);
    const other = this.byName.get(nameKey(section, name));
    return {
      code: 'component-name-collision',
      severity: 'error',
      message: `Two ${section} would both be named ${name}: ${place(file, pointer)} and ${place(other?.file ?? '', other?.pointer ?? '')}.`,
      origin,
      help: 'File names become component names; rename one of the two files.',
    };
  }
}

/** The name of a file without folder and extension. */
export function fileBase(file: string): string {
  return file.replace(/^.*[\\/]/, '').replace(/\.(ya?ml|json)$/i, '');
}

/** `bad_request`, `spaces_bad_request`, `resources_spaces_bad_request` … for resources/spaces/bad_request.yml. */
function qualifiedBases(file: string): string[] {
  const folders = file.split(/[\\/]/).slice(0, -1).filter((folder) => folder !== '' && !folder.startsWith('.'));
  return [fileBase(file), ...folders.map((_, index) => [...folders.slice(folders.length - 1 - index), fileBase(file)].join('_'))];
}

function validName(name: string): string {
  // OAS 3.1 §4.8.7: component names match ^[a-zA-Z0-9._-]+$.
  return name.replace(/[^a-zA-Z0-9._-]+/g, '_') || '_';
}

function place(file: string, pointer: string): string {
  return pointer === '' ? file : `${file}#${pointer}`;
}

function placeKey(section: ComponentSection, file: string, pointer: string): string {
  return `${section} ${file}#${pointer}`;
}

function nameKey(section: ComponentSection, name: string): string {
  return `${section} ${name}`;
}
