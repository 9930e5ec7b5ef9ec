/**
 * What renders, each from the one file that its package has beside its dozens of modules: to find and read every one of them takes longer
 * than to render a page. The types are those of the packages themselves.
 */
import { createRequire } from 'node:module';
import type HandlebarsPackage from 'handlebars';
import type MarkdownItPackage from 'markdown-it';

const require = createRequire(import.meta.url);

export const Handlebars: typeof HandlebarsPackage = require('handlebars/dist/handlebars.js');

export const MarkdownIt: typeof MarkdownItPackage = require('markdown-it/dist/markdown-it.js');
