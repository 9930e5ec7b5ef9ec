/**
 * Types as text. The compiler's printer goes through ten functions for every node of a type, whatever it is, and asks each for comments, maps
 * and names to generate: of a document as one type, that takes as long as to make all of its nodes. The few kinds of which such a type consists
 * are laid out here, just as the compiler would; a statement with any other kind is the compiler's.
 */
import { createRequire } from 'node:module';
import type * as TypeScript from 'typescript';

/** A node of a kind, or with a comment, that only the compiler's printer knows. */
class UnknownNodeError extends Error {}

const indentation = '    ';

/** Letters that a literal shows as they are. */
const isPlain = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/** Ends of lines and spaces that are such to the compiler but not to a pattern, or the other way round, and tabs. */
const isOddLayout = /[\t\r\u0085\u200b\u2028\u2029]/;

/**
 * Makes a printer of statements.
 *
 * @param from a file of the package whose nodes are printed: its compiler is asked for the kinds of nodes
 * @param print the compiler's printer
 */
export function statementPrinter(from: string, print: (statement: TypeScript.Node) => string): (statements: readonly TypeScript.Node[]) => string {
  const compiler: typeof TypeScript = createRequire(from)('typescript');
  const text = new NodeText(compiler);
  return (statements) => statements.map((node) => text.statement(node) ?? print(node)).join('');
}

class NodeText {
  readonly #compiler: typeof TypeScript;
  readonly #keywords: ReadonlyMap<TypeScript.SyntaxKind, string>;
  readonly #literals: TypeScript.Printer;
  readonly #file: TypeScript.SourceFile;

  constructor(compiler: typeof TypeScript) {
    const { SyntaxKind } = compiler;
    this.#compiler = compiler;
    this.#keywords = new Map(
      [SyntaxKind.BooleanKeyword, SyntaxKind.NeverKeyword, SyntaxKind.NumberKeyword, SyntaxKind.StringKeyword, SyntaxKind.UndefinedKeyword, SyntaxKind.UnknownKeyword, SyntaxKind.NullKeyword, SyntaxKind.TrueKeyword, SyntaxKind.FalseKeyword, SyntaxKind.ExportKeyword, SyntaxKind.ReadonlyKeyword].map(
        (kind) => [kind, compiler.tokenToString(kind) ?? ''],
      ),
    );
    this.#literals = compiler.createPrinter({ newLine: compiler.NewLineKind.LineFeed });
    this.#file = compiler.createSourceFile('openapi.ts', '', compiler.ScriptTarget.ESNext);
  }

  /** The text of a statement; undefined for one that only the compiler's printer knows. */
  statement(node: TypeScript.Node): string | undefined {
    // What the package parsed keeps the layout of its source.
    if (node.pos >= 0) return undefined;
    try {
      return `${this.#statement(node)}\n`;
    } catch (error) {
      if (error instanceof UnknownNodeError) return undefined;
      throw error;
    }
  }

  #statement(node: TypeScript.Node): string {
    const { isInterfaceDeclaration, isTypeAliasDeclaration } = this.#compiler;
    if (isTypeAliasDeclaration(node) && node.typeParameters === undefined) return `${this.#modifiers(node)}type ${this.#name(node.name)} = ${this.#type(node.type, '')};`;
    if (!isInterfaceDeclaration(node) || node.typeParameters !== undefined || node.heritageClauses !== undefined) throw new UnknownNodeError();
    return `${this.#comments(node, '')}${this.#modifiers(node)}interface ${this.#name(node.name)} {\n${this.#members(node.members, indentation)}}`;
  }

  #members(members: readonly TypeScript.TypeElement[], indent: string): string {
    let text = '';
    for (const member of members) text += `${indent}${this.#member(member, indent)}\n`;
    return text;
  }

  #member(node: TypeScript.TypeElement, indent: string): string {
    const { isPropertySignature, isIndexSignatureDeclaration } = this.#compiler;
    if (isPropertySignature(node) && node.type !== undefined) {
      return `${this.#comments(node, indent)}${this.#modifiers(node)}${this.#name(node.name)}${node.questionToken === undefined ? '' : '?'}: ${this.#type(node.type, indent)};`;
    }
    if (!isIndexSignatureDeclaration(node)) throw new UnknownNodeError();
    const [key] = node.parameters;
    if (key?.type === undefined || node.parameters.length > 1) throw new UnknownNodeError();
    return `${this.#comments(node, indent)}${this.#modifiers(node)}[${this.#name(key.name)}: ${this.#type(key.type, indent)}]: ${this.#type(node.type, indent)};`;
  }

  #type(node: TypeScript.Node, indent: string): string {
    const { isTypeLiteralNode, isTypeReferenceNode, isIndexedAccessTypeNode, isLiteralTypeNode, isUnionTypeNode, isIntersectionTypeNode, isArrayTypeNode, isParenthesizedTypeNode } = this.#compiler;
    const keyword = this.#keywords.get(node.kind);
    if (keyword !== undefined) return keyword;
    if (isIndexedAccessTypeNode(node)) return `${this.#type(node.objectType, indent)}[${this.#type(node.indexType, indent)}]`;
    if (isLiteralTypeNode(node)) return this.#keywords.get(node.literal.kind) ?? this.#name(node.literal);
    if (isTypeReferenceNode(node)) return `${this.#name(node.typeName)}${node.typeArguments === undefined ? '' : `<${this.#types(node.typeArguments, ', ', indent)}>`}`;
    if (isTypeLiteralNode(node)) return node.members.length === 0 ? '{}' : `{\n${this.#members(node.members, indent + indentation)}${indent}}`;
    if (isUnionTypeNode(node)) return this.#types(node.types, ' | ', indent);
    if (isIntersectionTypeNode(node)) return this.#types(node.types, ' & ', indent);
    if (isArrayTypeNode(node)) return `${this.#type(node.elementType, indent)}[]`;
    if (isParenthesizedTypeNode(node)) return `(${this.#type(node.type, indent)})`;
    // The package writes literals as identifiers.
    return this.#name(node);
  }

  #types(nodes: readonly TypeScript.Node[], separator: string, indent: string): string {
    return nodes.map((node) => this.#type(node, indent)).join(separator);
  }

  /** A name, or a literal in its place. */
  #name(node: TypeScript.Node): string {
    const { isIdentifier, isStringLiteral, isNumericLiteral, isPrefixUnaryExpression, EmitHint } = this.#compiler;
    if (isIdentifier(node)) return node.text;
    if (isStringLiteral(node) && isPlain.test(node.text)) return `"${node.text}"`;
    if (isStringLiteral(node) || isNumericLiteral(node) || isPrefixUnaryExpression(node)) return this.#literals.printNode(EmitHint.Unspecified, node, this.#file);
    throw new UnknownNodeError();
  }

  #modifiers({ modifiers }: { readonly modifiers?: readonly TypeScript.Node[] | undefined }): string {
    if (modifiers === undefined || modifiers.length === 0) return '';
    return modifiers.map(({ kind }) => {
      const keyword = this.#keywords.get(kind);
      if (keyword === undefined) throw new UnknownNodeError();
      return `${keyword} `;
    }).join('');
  }

  /** The comments before a node that begins a line, and the beginning of its own line. */
  #comments(node: TypeScript.Node, indent: string): string {
    const { SyntaxKind } = this.#compiler;
    let text = '';
    for (const { kind, text: content, hasTrailingNewLine } of this.#compiler.getSyntheticLeadingComments(node) ?? []) {
      if (kind !== SyntaxKind.MultiLineCommentTrivia || hasTrailingNewLine !== true || !content.startsWith('*') || isOddLayout.test(content)) throw new UnknownNodeError();
      const [first = '', ...rest] = `/*${content}*/`.split('\n');
      text += `${first.trim()}\n`;
      for (const line of rest) {
        const trimmed = line.trim();
        text += `${indent}${' '.repeat(line.length - line.trimStart().length)}${trimmed}\n`;
      }
      text += indent;
    }
    return text;
  }
}
