/** What the references of a description became in its bundle: most of them are written many times. */
import type { SourceFile } from './sourceFile.js';
import type { ComponentSection } from './structure.js';

/** Rewritten references by file, section and text. */
export class RewrittenReferences {
  private readonly byFile = new Map<SourceFile, Map<ComponentSection, Map<string, string>>>();

  /** The text in the bundle, when the same reference was rewritten before. */
  get(file: SourceFile, section: ComponentSection, reference: string): string | undefined {
    return this.byFile.get(file)?.get(section)?.get(reference);
  }

  /** Keeps the text for the next time. */
  set(file: SourceFile, section: ComponentSection, reference: string, text: string): void {
    const sections = this.byFile.get(file) ?? new Map<ComponentSection, Map<string, string>>();
    const texts = sections.get(section) ?? new Map<string, string>();
    this.byFile.set(file, sections.set(section, texts.set(reference, text)));
  }
}
