/** Looks through TypeScript or JavaScript for what a hostile text may have become there. */
import ts from 'typescript';

/** Much of the output is the same whatever the document: runtime modules, the scripts of the site. */
const inspected = new Map<string, readonly string[]>();

/** What is wrong with a module, one line each; nothing when every hostile text stayed inside a literal or a comment. */
export function inspectTypeScript(path: string, text: string): readonly string[] {
  const known = inspected.get(text);
  if (known !== undefined) return known;
  const findings = inspect(path, text);
  if (!text.includes('pwned')) inspected.set(text, findings);
  return findings;
}

function inspect(path: string, text: string): readonly string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const findings = syntaxErrorsOf(file).map((error) => `syntax: ${error}`);
  if (file.referencedFiles.length + file.typeReferenceDirectives.length + file.libReferenceDirectives.length > 0) findings.push('a reference directive');
  // One check of openapi.ts is switched off by this program itself, in the first lines.
  if (/^\s*\/\/\s*(?:@ts-(?:ignore|expect-error)|# ?sourceMappingURL)/m.test(text)) findings.push('a directive in a comment of its own');
  if (/[\u202A-\u202E\u2066-\u2069\u2028\u2029]|[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.test(text)) findings.push('a raw control character');
  visit(file, findings);
  return findings;
}

/** What the parser found; the compiler's interface shows it only for whole programs, which take far longer. */
function syntaxErrorsOf(file: ts.SourceFile): readonly string[] {
  const diagnostics: unknown = Reflect.get(file, 'parseDiagnostics');
  if (!Array.isArray(diagnostics)) throw new Error('The parser keeps its errors elsewhere.');
  return diagnostics.map((diagnostic: ts.Diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '));
}

function visit(node: ts.Node, findings: string[]): void {
  if (ts.isIdentifier(node) && node.text === 'pwned' && !isName(node)) findings.push(`code: ${node.parent.getText().slice(0, 80)}`);
  if (ts.isTemplateExpression(node) && node.templateSpans.some((span) => /\bpwned\(/.test(span.expression.getText()))) findings.push('code in a template');
  ts.forEachChild(node, (child) => visit(child, findings));
}

/** A name that was made of a text is no use of it. */
function isName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  return (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isPropertyDeclaration(parent)) && parent.name === node;
}
