import type { Irql } from '../../model/eresource/index.ts'
import type { JsonNode } from './json-node.ts'

const irqls: readonly Irql[] = ['PASSIVE_LEVEL', 'APC_LEVEL', 'DISPATCH_LEVEL', 'HIGH_LEVEL']

/** A level by its name, or by its number up to DISPATCH_LEVEL's. */
export function irqlOf(node: JsonNode): Irql {
  const value = node.recorded()
  return (value === 0 || value === 1 || value === 2 ? irqls[value] : undefined) ?? node.oneOf(irqls)
}

export function threadOf(node: JsonNode, threads: readonly string[]): string {
  return node.oneOf(threads, 'Threads are named under "threads" of the sequence.')
}
