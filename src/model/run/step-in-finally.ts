import type { AnyNode } from 'acorn'
import { children, isFunction } from './syntax.ts'

/** Whether a `yield` stands in a `finally` block, in the function or in one that it holds. */
export function hasStepInFinally(node: AnyNode, isInFinally = false): boolean {
  if (isInFinally && node.type === 'YieldExpression') return true
  return children(node).some((child) => {
    if (isFunction(child)) return hasStepInFinally(child, false)
    return hasStepInFinally(child, isInFinally || (node.type === 'TryStatement' && child === node.finalizer))
  })
}
