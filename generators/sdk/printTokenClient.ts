/** tokens/client.ts: the client with the local checks of the module `tokens` among its calls. */
import { StructureKind } from '../typescript/tsMorph.js';
import type { Problem } from '../diagnostics.js';
import type { OutputFile } from '../generator.js';
import type { SdkPlan } from './plan.js';
import { tokenTypes, tokenValues } from './runtimeNames.js';

/** The calls that local checks fall back on, or stand beside. */
const neededCalls = ['sessions.getJWKS', 'sessions.authenticate', 'm2m.token', 'rbac.policy', 'rbac.organizations.getOrgPolicy', 'idp.introspectTokenNetwork'];

/** Prints the client where its module is asked for; what the description lacks for it is a problem. */
export function printTokenClient({ settings, model, forms, operations, printer }: SdkPlan, problems: Problem[]): readonly OutputFile[] {
  if (!settings.modules.includes('tokens')) return [];
  const paths = new Set([...operations.keys()].map(({ sdkPath }) => sdkPath.join('.')));
  const missing = neededCalls.filter((path) => !paths.has(path));
  const projectId = settings.defaults.get('project_id');
  if (missing.length > 0 || projectId === undefined) {
    const wanted = [...missing.map((path) => `the call ${path}`), ...(projectId === undefined ? ['x-sdk.defaults.project_id'] : [])];
    const origin = { file: model.origin.file, pointer: '/x-sdk' };
    problems.push({ code: 'invalid-extension', severity: 'error', message: `x-sdk.modules cannot be used: tokens needs ${wanted.join(', ')}.`, origin });
    return [];
  }
  const { className } = settings;
  const base = `${className}Calls`;
  // A schema of the same name is what users of the API know by it.
  const schemas = new Set(forms.forms.map(({ name }) => name));
  const exported = [...tokenValues, ...tokenTypes.filter((name) => !schemas.has(name)).map((name) => `type ${name}`)];
  const file = printer.print('tokens/client.ts', 'The client with local checks of tokens among its calls. Needs the `jose` package.', [
    `import { ${className} as ${base}, type ${className}Options as ${base}Options } from '../client.js';`,
    `import { clientCredentials, type ClientCredentialsCall, createTokens, type TokenEndpointCall, type TokenOptions, type Tokens } from './index.js';`,
    `export * from '../index.js';\nexport {\n${exported.map((name) => `  ${name},\n`).join('')}} from './index.js';`,
    {
      kind: StructureKind.Interface,
      name: `${className}Options`,
      isExported: true,
      docs: [`What {@link ${className}} takes.`],
      extends: [`${base}Options`, `Omit<TokenOptions, 'projectId'>`],
    },
    `
type Answer<Call> = Call extends (...args: never) => Promise<infer Data> ? Data : never;
type Local = Tokens<Answer<${base}['sessions']['authenticate']>>;
type MachineToken<Call> = Call extends TokenEndpointCall<infer Options, infer Data, infer Failure> ? ClientCredentialsCall<Options, Data, Failure> : never;
`,
    {
      kind: StructureKind.Class,
      name: className,
      isExported: true,
      extends: base,
      docs: ['The same client, whose `sessions`, `m2m` and `idp` also check tokens without a call.'],
      properties: [
        { name: 'sessions', type: `${base}['sessions'] & Local['sessions']`, hasDeclareKeyword: true, isReadonly: true },
        {
          name: 'm2m',
          type: `${base}['m2m'] & Local['m2m'] & { readonly token: MachineToken<${base}['m2m']['token']> }`,
          hasDeclareKeyword: true,
          isReadonly: true,
        },
        { name: 'idp', type: `${base}['idp'] & Local['idp']`, hasDeclareKeyword: true, isReadonly: true },
      ],
      ctors: [
        {
          docs: ['@throws TypeError when no base URL is known, or it is neither https nor on loopback'],
          parameters: [{ name: 'options', type: `${className}Options` }],
          statements: [
            'super(options);',
            `const { sessions, m2m, idp } = createTokens<Answer<${base}['sessions']['authenticate']>>(this, { ...options, projectId: options.${projectId} });`,
            'Object.assign(this.sessions, sessions);',
            'Object.assign(this.m2m, m2m, { token: clientCredentials(this.m2m.token) });',
            'Object.assign(this.idp, idp);',
          ],
        },
      ],
    },
  ]);
  return [file];
}
