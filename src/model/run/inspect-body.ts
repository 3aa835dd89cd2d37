/**
 * Reads the text of a body for two things that running it would miss: an assignment to a variable that outlives the frame (what one run leaves
 * there, the next one would find), and a step in a `finally` block (it would run in the middle of an error).
 */
import {
  type AnyNode,
  type ArrowFunctionExpression,
  type FunctionDeclaration,
  type FunctionExpression,
  type Pattern,
  parse,
} from 'acorn'
import { ModelError } from '../../errors/model-error.ts'

type FunctionNode = ArrowFunctionExpression | FunctionDeclaration | FunctionExpression

const inspected = new Set<string>()

/** @throws ModelError M004 for an assignment to a free variable, M009 for a step in a `finally` block. */
export function inspectBody(body: (...args: never[]) => unknown, name: string): void {
  const text = body.toString()
  if (inspected.has(text)) return
  inspected.add(text)
  const root = parsed(text)
  if (root === undefined) return
  const assigned = freeAssignment(root, new Set())
  if (assigned !== undefined) {
    throw new ModelError(
      'M004',
      `${name} assigns the outer variable ${assigned}: a body may depend only on its arguments and answers, since it is run many times. Use loop(initial, …) or fold(…) to carry a value, or a cell to share one.`,
      {
        expected: 'assignments to variables of the body itself',
        seen: `an assignment to ${assigned}`,
        fix: 'Use loop(initial, …) or fold(…) to carry a value, or a cell to share one.',
      },
    )
  }
  if (hasStepInFinally(root, false)) {
    throw new ModelError(
      'M009',
      `${name} has a step in a finally block: expected steps outside of it, since it would run in the middle of an error. Put the step after the block.`,
      { fix: 'Put the step after the block.' },
    )
  }
}

/** The function's own node; `undefined` for native code. */
function parsed(text: string): FunctionNode | undefined {
  for (const source of [`(${text})`, `({${text}})`]) {
    try {
      return firstFunction(parse(source, { ecmaVersion: 'latest' }))
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

function isFunction(node: AnyNode): node is FunctionNode {
  return (
    node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression' || node.type === 'FunctionDeclaration'
  )
}

function children(node: AnyNode): AnyNode[] {
  return Object.values(node)
    .flatMap((value: unknown) => (Array.isArray(value) ? value : [value]))
    .filter(isNode)
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** A name assigned in `node` that neither it nor what is around it in the body declares. */
function freeAssignment(node: AnyNode, outer: ReadonlySet<string>): string | undefined {
  const declared = isFunction(node) ? new Set([...outer, ...namesDeclaredIn(node)]) : outer
  for (const name of targets(node)) if (!declared.has(name)) return name
  for (const child of children(node)) {
    const found = freeAssignment(child, declared)
    if (found !== undefined) return found
  }
  return undefined
}

function targets(node: AnyNode): string[] {
  if (node.type === 'AssignmentExpression') return names(node.left as Pattern) // an expression on the left is a member: names() gives none
  if (node.type === 'UpdateExpression') return names(node.argument as Pattern)
  return (node.type === 'ForOfStatement' || node.type === 'ForInStatement') && node.left.type !== 'VariableDeclaration'
    ? names(node.left)
    : []
}

/** All names that the function declares at any depth, its inner functions' excepted: scopes of blocks are not told apart. */
function namesDeclaredIn(func: FunctionNode): string[] {
  const found = func.params.flatMap(names)
  if (func.type !== 'ArrowFunctionExpression' && func.id) found.push(func.id.name)
  const visit = (node: AnyNode): void => {
    if (node.type === 'VariableDeclaration') found.push(...node.declarations.flatMap(({ id }) => names(id)))
    if ((node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && node.id) found.push(node.id.name)
    if (node.type === 'CatchClause' && node.param) found.push(...names(node.param))
    if (!isFunction(node)) children(node).forEach(visit)
  }
  visit(func.body)
  return found
}

function names(pattern: Pattern | null): string[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name]
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        names(property.type === 'RestElement' ? property.argument : property.value),
      )
    case 'ArrayPattern':
      return pattern.elements.flatMap(names)
    case 'AssignmentPattern':
      return names(pattern.left)
    case 'RestElement':
      return names(pattern.argument)
    default:
      return []
  }
}

function hasStepInFinally(node: AnyNode, isInFinally: boolean): boolean {
  if (isInFinally && node.type === 'YieldExpression') return true
  return children(node).some((child) => {
    if (isFunction(child)) return hasStepInFinally(child, false)
    return hasStepInFinally(child, isInFinally || (node.type === 'TryStatement' && child === node.finalizer))
  })
}
