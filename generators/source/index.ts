/** Reads an OpenAPI description, of one file or many, into one plain document. */
export { type Description, loadDescription, type LoadOptions } from './load.js';
export { LoadMemory } from './loadMemory.js';
export { printBundle, printBundleBytes, PrintedParts } from './print.js';
