import ts from 'typescript';
import type { Source } from './sources.js';

/** A name that a file declares, of what kind. */
export interface Declared {
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'type' | 'function' | 'value';
}

/** A call that a file makes, with its arguments. */
export interface Call {
  /** As written: `Date.now`, `refuse`. */
  readonly callee: string;
  readonly isNew: boolean;
  readonly args: readonly ts.Expression[];
}

/** The syntax tree of a source. */
export const parsed = (source: Source): ts.SourceFile => {
  const known = trees.get(source);
  if (known) return known;

  const { path, text } = source;
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  trees.set(source, tree);
  return tree;
};

/** Several rules look at each source. */
const trees = new WeakMap<Source, ts.SourceFile>();

/** Every call and construction in a source, in order. */
export const callsIn = (source: Source): readonly Call[] =>
  nodesOf(parsed(source)).flatMap((node): Call[] =>
    ts.isCallExpression(node) || ts.isNewExpression(node)
      ? [
          {
            callee: node.expression.getText(),
            isNew: ts.isNewExpression(node),
            args: [...(node.arguments ?? [])],
          },
        ]
      : [],
  );

/** The names a source declares for all its statements to see. */
export const declaredIn = (source: Source): readonly Declared[] =>
  parsed(source).statements.flatMap((statement): Declared[] => {
    if (ts.isClassDeclaration(statement)) return named(statement.name, 'class');
    if (ts.isInterfaceDeclaration(statement)) return named(statement.name, 'interface');
    if (ts.isTypeAliasDeclaration(statement)) return named(statement.name, 'type');
    if (ts.isFunctionDeclaration(statement)) return named(statement.name, 'function');
    if (!ts.isVariableStatement(statement)) return [];

    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? named(name, 'value') : [],
    );
  });

/** True when a source exports something as default. */
export const exportsDefault = (source: Source): boolean =>
  parsed(source).statements.some(
    (statement) =>
      ts.isExportAssignment(statement) ||
      (ts.canHaveModifiers(statement) &&
        ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) ||
      (ts.isExportDeclaration(statement) && /\bas default\b/.test(statement.getText())),
  );

/** The text literals of an expression: of itself, or of the list it is. */
export const textsIn = (expression: ts.Expression | undefined): readonly string[] => {
  if (!expression) return [];
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isArrayLiteralExpression(expression)) return expression.elements.flatMap(textsIn);

  return [];
};

const named = (name: ts.Identifier | undefined, kind: Declared['kind']): Declared[] =>
  name ? [{ name: name.text, kind }] : [];

const nodesOf = (node: ts.Node): readonly ts.Node[] => {
  const nodes: ts.Node[] = [];
  const visit = (one: ts.Node): void => {
    nodes.push(one);
    ts.forEachChild(one, visit);
  };
  visit(node);
  return nodes;
};
