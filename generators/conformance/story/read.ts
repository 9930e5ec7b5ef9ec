/** Reads stories: YAML files of a folder, checked against their schema and against the API. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { ExitCode, type Problem, ProblemError, hasErrors } from '../../diagnostics.js';
import type { ApiModel, Json } from '../../model/model.js';
import { escapeToken, isJsonArray, isJsonObject } from '../../model/pointer.js';
import { packageRoot } from '../../package.js';
import { parseText } from '../../source/parse.js';
import { PositionFinder } from '../../source/positions.js';
import { readUserText } from '../../userText.js';
import { checkStory, namedOperation, type Report } from './check.js';
import { schemaProblems } from './schemaProblems.js';
import type { Capture, Expectation, Step, Story, StoryCredentials } from './story.js';

/** The stories that come with this package, and the schema of all stories. */
export const ownStories: string = join(packageRoot, 'test', 'stories');
const schemaFile = join(ownStories, 'story.schema.json');

/**
 * Reads every `*.yaml`, `*.yml` and `*.json` story of a folder, or one file.
 *
 * @returns the stories in the order of their names
 * @throws ProblemError when there is nothing to read, or with everything that is wrong with the stories, each with its place
 */
export function readStories(location: string, model: ApiModel): readonly Story[] {
  const files = storyFiles(location);
  const validate = compileSchema();
  const problems: Problem[] = [];
  const stories = files.flatMap((file) => readStory(file, readUserText(file), model, validate, problems) ?? []);
  if (hasErrors(problems)) throw new ProblemError(problems);
  return stories;
}

function storyFiles(location: string): readonly string[] {
  const unreadable = (message: string, help: string): ProblemError =>
    new ProblemError([{ code: 'stories-not-found', severity: 'error', message, origin: { file: location, pointer: '' }, help }], ExitCode.unreadableInput);
  let isFolder: boolean;
  try {
    isFolder = statSync(location).isDirectory();
  } catch {
    throw unreadable(`There is no folder or file ${JSON.stringify(location)}.`, 'Name a folder of stories with `--stories`.');
  }
  if (!isFolder) return [location];
  const names = readdirSync(location).filter((name) => /\.(ya?ml|json)$/i.test(name) && !name.endsWith('.schema.json')).sort();
  if (names.length === 0) throw unreadable(`The folder ${JSON.stringify(location)} holds no story.`, 'Stories are files that end in .yaml.');
  return names.map((name) => join(location, name));
}

function compileSchema(): ValidateFunction {
  const schema: unknown = JSON.parse(readFileSync(schemaFile, 'utf8'));
  if (typeof schema !== 'object' || schema === null) throw new Error(`${schemaFile} is no schema.`);
  return new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true }).compile(schema);
}

function readStory(file: string, text: string, model: ApiModel, validate: ValidateFunction, problems: Problem[]): Story | undefined {
  const parsed = parseText(file, text.replace(/^\uFEFF/, ''));
  if ('problem' in parsed) {
    problems.push(parsed.problem);
    return undefined;
  }
  const positions = new PositionFinder(text);
  const faults = schemaProblems(parsed.value, validate, { file, positions }, 'story-form');
  problems.push(...faults);
  if (faults.length > 0 || !isJsonObject(parsed.value)) return undefined;
  const value = parsed.value;
  const report: Report = (pointer, message, help) => {
    problems.push({ code: 'story', severity: 'error', message, origin: { file, pointer }, position: positions.find(pointer), ...(help === undefined ? {} : { help }) });
  };
  const before = problems.length;
  const part = (name: string): readonly Step[] => list(value[name]).flatMap((step, index) => readStep(step, { file, pointer: `/${name}/${index}` }, positions, model, report) ?? []);
  const [prologue, chapters, epilogue] = [part('prologue'), part('chapters'), part('epilogue')];
  const story: Story = {
    name: basename(file, extname(file)),
    title: textOf(value['story']) ?? '',
    ...optional('description', textOf(value['description'])),
    tags: texts(value['tags']),
    needs: texts(value['needs']).includes('outbox') ? ['outbox'] : [],
    writes: [...prologue, ...chapters, ...epilogue].some((step) => step.operation.retry !== 'safe'),
    prologue,
    chapters,
    epilogue,
    origin: { file, pointer: '' },
  };
  // Steps of unknown operations are missing here: what they would have captured is not reported too.
  if (problems.length === before) checkStory(story, report);
  return story;
}

function readStep(value: Json, origin: Step['origin'], positions: PositionFinder, model: ApiModel, report: Report): Step | undefined {
  if (!isJsonObject(value)) return undefined;
  const operation = namedOperation(model, textOf(value['operationId']) ?? '', `${origin.pointer}/operationId`, report);
  if (operation === undefined) return undefined;
  return {
    title: textOf(value['title']) ?? operation.summary ?? operation.id,
    operation,
    set: object(value['set']),
    params: object(value['params']),
    ...optional('body', value['body']),
    headers: object(value['headers']),
    ...optional('contentType', textOf(value['contentType'])),
    ...optional('credentials', credentialsOf(value['credentials'])),
    expect: expectationOf(object(value['expect']), model),
    captures: Object.entries(object(value['capture'])).map(([name, capture]) => captureOf(name, capture)),
    eventually: typeof value['eventually'] === 'number' ? value['eventually'] : 0,
    origin: { file: origin.file, pointer: origin.pointer },
    position: positions.find(`${origin.pointer}/${escapeToken('operationId')}`),
  };
}

function expectationOf(expect: { readonly [name: string]: Json }, model: ApiModel): Expectation {
  const errorType = textOf(expect['error_type']);
  const said = expect['status'];
  const numbers = list(typeof said === 'number' ? [said] : said).filter((status) => typeof status === 'number');
  const catalogued = model.errors.find((error) => error.type === errorType)?.status;
  const implied = catalogued === undefined ? (errorType === undefined ? 'success' : 'documented') : [catalogued];
  return {
    statuses: said === 'documented' ? 'documented' : numbers.length > 0 ? numbers : implied,
    ...optional('errorType', errorType),
    ...optional('body', expect['body']),
    headers: object(expect['headers']),
  };
}

function captureOf(name: string, value: Json): Capture {
  if (typeof value === 'string') return { name, from: 'body', path: value, optional: false };
  const { from, path, to, optional: mayLack } = object(value);
  return {
    name,
    from: from === 'header' || from === 'outbox' ? from : 'body',
    path: textOf(path) ?? '',
    ...optional('to', to),
    optional: mayLack === true,
  };
}

function credentialsOf(value: Json | undefined): StoryCredentials | null | undefined {
  if (value === undefined) return undefined;
  if (value === 'none') return null;
  const { basic, bearer } = object(value);
  const { username, password } = object(basic);
  return {
    ...(basic === undefined ? {} : { basic: { username: textOf(username) ?? '', password: textOf(password) ?? '' } }),
    ...optional('bearer', textOf(bearer)),
  };
}

function object(value: Json | undefined): { readonly [name: string]: Json } {
  return isJsonObject(value) ? value : {};
}

function list(value: Json | undefined): readonly Json[] {
  return isJsonArray(value) ? value : [];
}

function texts(value: Json | undefined): readonly string[] {
  return list(value).filter((item) => typeof item === 'string');
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A member that is there only when it has a value. */
function optional<K extends string, V>(name: K, value: V | undefined): { readonly [P in K]?: V };
function optional(name: string, value: unknown): object {
  return value === undefined ? {} : { [name]: value };
}
