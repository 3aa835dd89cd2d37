/**
 * What a function writes to that outlives its call: a variable that it does not declare, a member of one, or a part of what it was given. Names are
 * looked up scope by scope, as the language does. What is written through another name (`const s = state; s.n = 1`) or by a function that stands
 * elsewhere is not seen here: running it shows that.
 */
import type { AnyNode, CallExpression, Expression, MemberExpression, Super } from 'acorn'
import { children, type FunctionNode, isFunction, namesIn, targetsOf } from './syntax.ts'

export type Write = {
  readonly verb: 'assigns' | 'changes' | 'deletes'
  /** `state.owner` */
  readonly path: string
  /** As written: `state.owner = me`. */
  readonly statement: string
  /** In the function's text, from 1. */
  readonly line: number
  readonly isOfParameter: boolean
}

/** Where names are declared: a function or a block. `fixed`: the parameters that what the function is given hangs on. */
type Scope = {
  readonly names: ReadonlySet<string>
  readonly outer: Scope | undefined
  readonly fixed?: ReadonlySet<string>
}

/** Methods that change what they are called on, and that no operation of a cell is called, unless it is performed. */
const changing = new Set('push pop shift unshift splice sort reverse fill copyWithin set add delete clear'.split(' '))
/** The same, of their first argument. */
const changingFirst = new Set([
  'Object.assign',
  'Object.defineProperty',
  'Object.setPrototypeOf',
  'Reflect.set',
  'Reflect.deleteProperty',
])

/** The first of them in the text; `mayChange` parameters are the function's to change. */
export function lastingWrite(
  root: FunctionNode & { readonly shift: number },
  text: string,
  mayChange: number,
): Write | undefined {
  const source = (node: AnyNode): string => text.slice(node.start - root.shift, node.end - root.shift)
  const lineOf = (node: AnyNode): number => text.slice(0, node.start - root.shift).split('\n').length
  const found = (verb: Write['verb'], target: AnyNode, whole: AnyNode, scope: Scope): Write | undefined => {
    const lasting = lastingRoot(target, scope, verb === 'assigns')
    if (lasting === undefined) return undefined
    const statement = shortened(shown(source(whole)))
    return { verb, path: shown(source(target)), statement, line: lineOf(whole), isOfParameter: lasting === 'parameter' }
  }
  const visit = (node: AnyNode, scope: Scope, isPerformed: boolean): Write | undefined => {
    const inner = isFunction(node)
      ? scopeOfFunction(node, scope, node === root ? mayChange : undefined)
      : scopeOf(node, scope)
    for (const [verb, target] of writesOf(node, isPerformed)) {
      const write = found(verb, target, node, inner)
      if (write !== undefined) return write
    }
    for (const child of children(node)) {
      const write = visit(child, inner, isOperand(node, child, isPerformed))
      if (write !== undefined) return write
    }
    return undefined
  }
  return visit(root, { names: new Set(), outer: undefined }, false)
}

/** What the node itself writes to. */
function writesOf(node: AnyNode, isPerformed: boolean): (readonly [Write['verb'], AnyNode])[] {
  switch (node.type) {
    case 'AssignmentExpression':
      return targetsOf(node.left as Parameters<typeof targetsOf>[0]).map((target) => ['assigns', target]) // an expression on the left is a member
    case 'UpdateExpression':
      return [['assigns', node.argument]]
    case 'ForInStatement':
    case 'ForOfStatement':
      return node.left.type === 'VariableDeclaration' ? [] : targetsOf(node.left).map((target) => ['assigns', target])
    case 'UnaryExpression':
      return node.operator === 'delete' ? [['deletes', node.argument]] : []
    case 'CallExpression':
      return isPerformed ? [] : changedByCall(node).map((target) => ['changes', target])
    default:
      return []
  }
}

function changedByCall({ callee, arguments: given }: CallExpression): AnyNode[] {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier' || callee.computed) return []
  const [first] = given
  const isStatic =
    callee.object.type === 'Identifier' && changingFirst.has(`${callee.object.name}.${callee.property.name}`)
  if (isStatic) return first === undefined ? [] : [first]
  return changing.has(callee.property.name) ? [callee.object] : []
}

/** Whether the value of `child` may be an operation that somebody performs: `yield* queue.push(x)`, `return seen.add(1)`, `const op = m.set(1)`. */
function isOperand(node: AnyNode, child: AnyNode, isPerformed: boolean): boolean {
  switch (node.type) {
    case 'YieldExpression':
    case 'ReturnStatement':
    case 'VariableDeclarator':
    case 'SpreadElement':
    case 'ArrayExpression':
    case 'NewExpression':
    case 'Property':
      return true
    case 'AssignmentExpression':
      return child === node.right
    case 'ArrowFunctionExpression':
      return child === node.body
    case 'LogicalExpression':
      return isPerformed && child === node.right
    case 'ConditionalExpression':
      return isPerformed && child !== node.test
    case 'MemberExpression':
      return child === node.object && node.property.type === 'Identifier' && node.property.name === 'recording'
    case 'CallExpression':
      return isPerformed || child !== node.callee
    case 'ChainExpression':
    case 'ParenthesizedExpression':
    case 'AwaitExpression':
      return isPerformed
    default:
      return false
  }
}

/** What the expression hangs on, if that outlives the call: `state` of `state.list[0]`. What a call gives is nobody's. */
function lastingRoot(node: AnyNode, scope: Scope, isAssigned: boolean): 'outer' | 'parameter' | undefined {
  let root: AnyNode = node
  while (root.type === 'MemberExpression' || root.type === 'ChainExpression' || isLookUp(root))
    root =
      root.type === 'ChainExpression'
        ? root.expression
        : root.type === 'MemberExpression'
          ? root.object
          : objectOf(root)
  if (root.type === 'ThisExpression') return declares(scope, 'this') ? undefined : 'outer'
  if (root.type !== 'Identifier') return undefined
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    if (!at.names.has(root.name)) continue
    const isOwnName = isAssigned && root === node // another value under the name, no change of the one given
    return at.fixed?.has(root.name) === true && !isOwnName ? 'parameter' : undefined
  }
  return 'outer'
}

/** `table.get(key)`: a part of the table. */
function isLookUp(node: AnyNode): node is CallExpression & { readonly callee: MemberExpression } {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false
  const { property } = node.callee
  return property.type === 'Identifier' && (property.name === 'get' || property.name === 'at')
}

function objectOf({ callee }: CallExpression & { readonly callee: MemberExpression }): Expression | Super {
  return callee.object
}

function declares(scope: Scope, name: string): boolean {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) if (at.names.has(name)) return true
  return false
}

/** `mayChange`: of the function that is read; its other parameters' parts are not its own. */
function scopeOfFunction(func: FunctionNode, outer: Scope, mayChange: number | undefined): Scope {
  const parameters = func.params.flatMap(namesIn)
  const names = new Set([...parameters, ...varsIn(func.body), ...lexicalIn(func.body)])
  if (func.type !== 'ArrowFunctionExpression') {
    names.add('arguments')
    if (mayChange === undefined) names.add('this') // the function that is read is called without one
    if (func.id) names.add(func.id.name)
  }
  if (mayChange === undefined) return { names, outer }
  const redeclared = new Set([...varsIn(func.body), ...lexicalIn(func.body)])
  const given = func.params
    .slice(mayChange)
    .flatMap(namesIn)
    .filter((name) => !redeclared.has(name))
  return { names, outer, fixed: new Set(given) }
}

/** Blocks and what else has names of its own; `outer` for all others. */
function scopeOf(node: AnyNode, outer: Scope): Scope {
  switch (node.type) {
    case 'BlockStatement':
    case 'StaticBlock':
    case 'SwitchStatement':
      return { names: lexicalIn(node), outer }
    case 'ForStatement':
      return { names: node.init?.type === 'VariableDeclaration' ? namesOf(node.init) : new Set(), outer }
    case 'ForInStatement':
    case 'ForOfStatement':
      return { names: node.left.type === 'VariableDeclaration' ? namesOf(node.left) : new Set(), outer }
    case 'CatchClause':
      return { names: new Set(namesIn(node.param ?? null)), outer }
    case 'ClassDeclaration':
    case 'ClassExpression':
      return { names: new Set(['this', ...(node.id ? [node.id.name] : [])]), outer }
    default:
      return outer
  }
}

function namesOf(declaration: Extract<AnyNode, { type: 'VariableDeclaration' }>): Set<string> {
  return new Set(declaration.declarations.flatMap(({ id }) => namesIn(id)))
}

/** `let`, `const`, classes and functions that the block itself declares. */
function lexicalIn(block: AnyNode): Set<string> {
  const statements =
    block.type === 'SwitchStatement' ? block.cases.flatMap(({ consequent }) => consequent) : children(block)
  return new Set(
    statements.flatMap((node) => {
      if (node.type === 'VariableDeclaration') return [...namesOf(node)]
      const isNamed = node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration'
      return isNamed && node.id ? [node.id.name] : []
    }),
  )
}

/** `var`s at any depth, inner functions excepted. */
function varsIn(node: AnyNode): string[] {
  const own = node.type === 'VariableDeclaration' && node.kind === 'var' ? [...namesOf(node)] : []
  return [...own, ...children(node).flatMap((child) => (isFunction(child) ? [] : varsIn(child)))]
}

/** Names as the user wrote them: a test runner puts the module in front of what is imported. */
function shown(text: string): string {
  return text.replace(/\b__vi_import_\d+__\./g, '').replace(/\s+/g, ' ')
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
