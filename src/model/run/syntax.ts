import type {
  AnyNode,
  ArrowFunctionExpression,
  FunctionDeclaration,
  FunctionExpression,
  Options,
  Pattern,
  Program,
} from 'acorn'

export type FunctionNode = ArrowFunctionExpression | FunctionDeclaration | FunctionExpression

/** Most likely: `acquire(d, me) { … }`. A guess, which saves parsing twice. */
const isMethod = /^(?!function\b|async\b)[\w$]+\s*\(/

/** The node of the function that has this text; `undefined` for native code. Its places are those of the text, `shift` later. */
export function functionIn(
  text: string,
  parse: (source: string, options: Options) => Program,
): (FunctionNode & { readonly shift: number }) | undefined {
  const ways = [
    ['(', ')'],
    ['({', '})'],
  ] as const
  for (const [before, after] of isMethod.test(text) ? ways.toReversed() : ways) {
    try {
      const found = firstFunction(parse(`${before}${text}${after}`, { ecmaVersion: 'latest', sourceType: 'module' }))
      if (found !== undefined) return Object.assign(found, { shift: before.length })
    } catch {
      // a method's text parses as part of an object only
    }
  }
  return undefined
}

function firstFunction(node: AnyNode): FunctionNode | undefined {
  if (isFunction(node)) return node
  for (const child of children(node)) {
    const found = firstFunction(child)
    if (found !== undefined) return found
  }
  return undefined
}

export function isFunction(node: AnyNode): node is FunctionNode {
  return (
    node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression' || node.type === 'FunctionDeclaration'
  )
}

export function children(node: AnyNode): AnyNode[] {
  return Object.values(node)
    .flatMap((value: unknown) => (Array.isArray(value) ? value : [value]))
    .filter(isNode)
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** The nodes that a pattern assigns to: names, and members of objects. */
export function targetsOf(pattern: Pattern | null): Extract<Pattern, { type: 'Identifier' | 'MemberExpression' }>[] {
  switch (pattern?.type) {
    case 'Identifier':
    case 'MemberExpression':
      return [pattern]
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        targetsOf(property.type === 'RestElement' ? property.argument : property.value),
      )
    case 'ArrayPattern':
      return pattern.elements.flatMap(targetsOf)
    case 'AssignmentPattern':
      return targetsOf(pattern.left)
    case 'RestElement':
      return targetsOf(pattern.argument)
    default:
      return []
  }
}

/** The names that a pattern declares. */
export function namesIn(pattern: Pattern | null): string[] {
  return targetsOf(pattern).flatMap((target) => (target.type === 'Identifier' ? [target.name] : []))
}
