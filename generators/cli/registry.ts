/** The commands, each loaded when it is called. */
import type { CommandEntry } from './command.js';

/** Every command, in the order of the help. */
export const commands: readonly CommandEntry[] = [
  { name: 'start', summary: 'Serve the docs and a mock, generate everything, and lint', load: async () => (await import('./commands/start.js')).start },
  { name: 'lint', summary: 'Check a description and its examples', load: async () => (await import('./commands/lint.js')).lint },
  { name: 'bundle', summary: 'Print a description of many files as one document', load: async () => (await import('./commands/bundle.js')).bundle },
  { name: 'diff', summary: 'Tell what changed between two descriptions, and what of it is breaking', load: async () => (await import('./commands/diff.js')).diff },
  { name: 'generate', summary: 'Generate types, validators, SDK, server stubs, docs …', load: async () => (await import('./commands/generate.js')).generate },
  { name: 'scaffold', summary: "Write a server's own files to begin with, once", load: async () => (await import('./commands/scaffold.js')).scaffold },
  { name: 'docs build', summary: 'Build the documentation site', load: async () => (await import('./commands/docsBuild.js')).docsBuild },
  { name: 'docs serve', summary: 'Serve the documentation site, following what you edit', load: async () => (await import('./commands/docsServe.js')).docsServe },
  { name: 'mock', summary: 'Serve a mock of the API, following what you edit', load: async () => (await import('./commands/mock.js')).mock },
  { name: 'conformance', summary: 'Test whether a server does what a description says', load: async () => (await import('./commands/conformance.js')).conformance },
  { name: 'explain', summary: 'Explain an error type: what it means, why it comes, what to do', load: async () => (await import('./commands/explain.js')).explain },
  { name: 'init', summary: 'Write a configuration file, after a few questions', load: async () => (await import('./commands/init.js')).init },
  { name: 'config print', summary: 'Show every setting, and where its value comes from', load: async () => (await import('./commands/configPrint.js')).configPrint },
  { name: 'eject', summary: 'Copy a template, to make it your own', load: async () => (await import('./commands/eject.js')).eject },
  { name: 'completion', summary: 'Print a completion script for bash, zsh or fish', load: async () => (await import('./commands/completion.js')).completion },
];
