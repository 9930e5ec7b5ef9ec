import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { jsdoc, jsonLiteral, lineComment, objectKey, propertyKey, stringLiteral } from '../../../generators/typescript/literals.js';
import { hostile } from './hostile.js';

/** The value of an expression, worked out by the compiler's parser alone. */
function literalValue(source: string): string | undefined {
  const file = ts.createSourceFile('x.ts', `(${source})`, ts.ScriptTarget.Latest, true);
  const [statement, ...others] = file.statements;
  if (others.length > 0 || statement === undefined || !ts.isExpressionStatement(statement)) return undefined;
  const expression = ts.isParenthesizedExpression(statement.expression) ? statement.expression.expression : statement.expression;
  return ts.isStringLiteralLike(expression) ? expression.text : undefined;
}

describe('literals', () => {
  it.each(hostile)('hold %j and nothing else', (text) => {
    expect(literalValue(stringLiteral(text))).toBe(text);
    expect(stringLiteral(text)).toMatch(/^'[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]*'$/u);
  });

  it('print JSON that is read back the same', () => {
    const value = JSON.parse('{"__proto__":{"a":[1,-2.5,1e30,null,true,"x"]},"a b":{},"c":[]}');
    const read: unknown = new Function(`return ${jsonLiteral(value)}`)();
    expect(JSON.stringify(read)).toBe(JSON.stringify(value));
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });

  it('quote members where they must be', () => {
    expect(['name', '$ref', 'a-b', '1', '', 'constructor', '__proto__'].map(propertyKey)).toEqual(['name', '$ref', "'a-b'", "'1'", "''", 'constructor', '__proto__']);
    expect(objectKey('__proto__')).toBe("['__proto__']");
  });
});

describe('comments', () => {
  it.each(hostile)('hold %j and nothing else', (text) => {
    for (const comment of [`/** ${jsdoc(text)} */`, `// ${lineComment(text)}`]) {
      const file = ts.createSourceFile('x.ts', `${comment}\nconst marker = 1;`, ts.ScriptTarget.Latest, true);
      expect(file.statements).toHaveLength(1);
      expect(file.statements[0]?.getText()).toBe('const marker = 1;');
      expect(comment).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|[^\n\P{Cc}]/u);
      if (comment.startsWith('/**')) expect(ts.getJSDocTags(file.statements[0] ?? file)).toEqual([]);
    }
  });

  it('keep what people write', () => {
    expect(jsdoc('A *bold* claim, `code` and\n\n- a list\n')).toBe('A *bold* claim, `code` and\n\n- a list');
    expect(jsdoc('mail@example.com')).toBe('mail@example.com');
  });
});
