/** The form of a configuration file: `stytch-b2b-openapi.config.{ts,js,json}`, or the member of that name in package.json. */
import type { Generator } from './generator.js';

/** How problems are printed. */
export type ProblemFormat = 'pretty' | 'json' | 'github' | 'sarif' | 'junit';

/** Where the description comes from. */
export interface InputSettings {
  /** An OpenAPI 3.0 or 3.1 document: a path relative to the configuration file, or a URL with `allowRemote`. */
  readonly input?: string;
  /** Read URLs. Of loopback and private addresses only the very host of `input` is read. */
  readonly allowRemote?: boolean;
  /** With `allowRemote`: read URLs on loopback and private addresses, too. */
  readonly allowPrivate?: boolean;
  /** Follow references to files outside the folder of the root document. */
  readonly allowOutside?: boolean;
}

interface DocsBaseSetting {
  /** Where the documentation is served: the base of every `error_url`. */
  readonly docsBaseUrl?: string;
}

interface FormatSetting {
  readonly format?: ProblemFormat;
}

interface TemplateSetting {
  /** A folder with templates in place of those of this package. */
  readonly templates?: string;
}

interface ExtensionSettings extends TemplateSetting {
  /** Targets of your own: modules that export one, or the targets themselves. */
  readonly plugins?: readonly (string | Generator)[];
}

interface GuidesSetting {
  /** A folder of Markdown guides for the documentation. */
  readonly guides?: string;
}

interface OutputSetting {
  /** Where the result goes. */
  readonly output?: string;
}

interface ServerSettings {
  /** The port; an error when it is taken. 0 takes any free one. */
  readonly port?: number;
  /** The address to listen on; loopback by default. */
  readonly host?: string;
}

/** The settings of a command that are its own, by option name in camel case. */
export type CommandSettings = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/**
 * A configuration. What stands at the top holds for every command; a command's section wins over it, and the command line
 * over both. Paths are relative to the file.
 */
export interface Config extends InputSettings, DocsBaseSetting, ExtensionSettings, GuidesSetting, FormatSetting {
  readonly $schema?: string;
  readonly generate?: InputSettings & DocsBaseSetting & ExtensionSettings & GuidesSetting & OutputSetting & FormatSetting & {
    /** What is generated; everything but the docs by default. */
    readonly targets?: readonly string[];
    /** Stay, and generate again whenever a file changes. */
    readonly watch?: boolean;
  };
  readonly lint?: InputSettings & FormatSetting & {
    /** More warnings than this fail the run. */
    readonly maxWarnings?: number;
  };
  readonly bundle?: InputSettings & DocsBaseSetting & OutputSetting & {
    /** The form of the document. */
    readonly format?: 'yaml' | 'json';
    readonly problems?: ProblemFormat;
  };
  readonly docs?: InputSettings & DocsBaseSetting & TemplateSetting & GuidesSetting & OutputSetting & ServerSettings & FormatSetting;
  readonly mock?: InputSettings & ServerSettings & FormatSetting & CommandSettings;
  readonly start?: InputSettings & ExtensionSettings & GuidesSetting & OutputSetting & FormatSetting & {
    readonly docsPort?: number;
    readonly mockPort?: number;
    readonly host?: string;
    /** Lint first, and end when there is an error. */
    readonly strict?: boolean;
    /** Follow every change of the sources. */
    readonly watch?: boolean;
  };
  readonly scaffold?: InputSettings & OutputSetting & FormatSetting & {
    /** Where the server stubs are. */
    readonly server?: string;
  };
  readonly explain?: InputSettings & DocsBaseSetting & FormatSetting;
  readonly eject?: TemplateSetting & FormatSetting;
  readonly diff?: CommandSettings;
  readonly conformance?: CommandSettings;
  readonly workflows?: CommandSettings;
}

/**
 * Gives a configuration back as it is; an editor then knows its form.
 *
 * @example export default defineConfig({ input: 'openapi.yaml', generate: { output: 'src/api' } });
 */
export function defineConfig(config: Config): Config {
  return config;
}
