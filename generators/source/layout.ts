/** The folders beside the root document that hold more than `$ref` targets: errors, fixtures, navigation, schemas. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Problem } from '../diagnostics.js';
import type { CatalogueFiles } from './catalogue.js';
import { fileBase } from './components.js';
import type { SourceFiles } from './files.js';
import type { SourceFile } from './sourceFile.js';

/** Reads the files of the authoring convention (docs/authoring.md) beside a root document. */
export class Layout {
  private readonly files: SourceFiles;
  private readonly report: (problem: Problem) => void;
  private schemaIndex: Map<string, string> | undefined;

  constructor(files: SourceFiles, report: (problem: Problem) => void) {
    this.files = files;
    this.report = report;
  }

  /** True when the description keeps an error catalogue: the sets are what tells it from any folder named errors. */
  hasCatalogue(): boolean {
    return this.list('errors', isSets).length > 0;
  }

  /** The files of the error catalogue. */
  catalogueFiles(): CatalogueFiles {
    const entries: { status: string; file: SourceFile }[] = [];
    for (const status of this.list('errors', isStatus)) {
      for (const name of this.list(`errors/${status}`, isYaml)) {
        const file = this.read(`errors/${status}/${name}`);
        if (file !== undefined) {
          entries.push({ status, file });
        }
      }
    }
    return { entries, sets: this.read('errors/sets.yaml') };
  }

  /** The files of the fixture world. */
  fixtureFiles(): SourceFile[] {
    return this.below('examples/fixtures').flatMap((name) => this.read(name) ?? []);
  }

  /** The documentation's tree. */
  navigation(): SourceFile | undefined {
    return this.list('.', isNavigation).length > 0 ? this.read('nav.yaml') : undefined;
  }

  /** The schema file whose base name is the given name. */
  schemaFile(name: string): SourceFile | undefined {
    this.schemaIndex ??= new Map(this.below('schemas').map((file) => [fileBase(file), file]));
    const file = this.schemaIndex.get(name);
    return file === undefined ? undefined : this.read(file);
  }

  private read(name: string): SourceFile | undefined {
    const location = path.join(this.files.folder, name);
    // As if referred to, so that a link that leads out of the folder is not followed.
    const result = this.files.read(location, { file: this.files.nameOf(location), pointer: '' });
    if ('file' in result) {
      return result.file;
    }
    if ('problem' in result) {
      this.report(result.problem);
    }
    return undefined;
  }

  private below(folder: string): readonly string[] {
    const place = path.join(this.files.folder, folder);
    return this.files.namesIn(place, 'and below', () => {
      try {
        return namesBelow(place)
          .filter(isYaml)
          .map((name) => `${folder}/${name}`)
          .sort();
      } catch {
        return [];
      }
    });
  }

  /** What is directly in a folder, of what matters there: the output may lie in the same one. */
  private list(folder: string, matters: (name: string) => boolean): readonly string[] {
    const place = path.join(this.files.folder, folder);
    return this.files.namesIn(place, matters.name, () => {
      try {
        return readdirSync(place).filter(matters).sort();
      } catch {
        return [];
      }
    });
  }
}

/** What is in a folder and in those below it. Node's own way asks the system about each single file. */
function namesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const inside = path.join(folder, entry.name);
    return entry.isDirectory() || (entry.isSymbolicLink() && isFolder(inside)) ? [entry.name, ...namesBelow(inside).map((name) => `${entry.name}/${name}`)] : [entry.name];
  });
}

function isFolder(place: string): boolean {
  try {
    return statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    // A link that leads round in a circle.
    return false;
  }
}

function isStatus(name: string): boolean {
  return /^[1-5]\d\d$/.test(name);
}

function isSets(name: string): boolean {
  return name === 'sets.yaml';
}

function isNavigation(name: string): boolean {
  return name === 'nav.yaml';
}

function isYaml(name: string): boolean {
  return /\.ya?ml$/.test(name);
}
