import { existing } from '../../errors/at.ts'
import type { Change, Trace } from '../../verdict/trace.ts'
import type { Value } from '../../verdict/value.ts'
import type { Leaf, LeafChange } from '../page-data/page-data.ts'
import { pathTo } from '../text/change-text.ts'
import { valueText } from '../text/value-text.ts'

/** Values of a run part by part, so that each can tell which step has set it: records are taken apart, and lists of records. */
export type Leaves = {
  readonly leaves: readonly Leaf[]
  /** By step. */
  readonly changes: readonly (readonly LeafChange[])[]
}

/** Texts by path. */
type Parts = ReadonlyMap<string, string>

type Told = Omit<LeafChange, 'leaf'> & { readonly leaf: Leaf }

export function leavesOf({ initial, steps }: Trace): Leaves {
  const objects = new Map(initial.map((one) => [one.object, objectLeaves(one)]))
  const changes = steps.map((step) =>
    step.changes.flatMap((change) => changesOf(change, existing(objects.get(change.object), change.object))),
  )
  const leaves = [...objects].flatMap(([object, { words, parts }]) => [
    ...(words === undefined ? [] : [words]),
    ...byMember(object, [...parts.values()]),
  ])
  const places = new Map(leaves.map((leaf, place) => [leaf, place]))
  const placed = ({ leaf, ...rest }: Told): LeafChange => ({ leaf: existing(places.get(leaf), leaf.path), ...rest })
  return { leaves, changes: changes.map((some) => some.map(placed)) }
}

/** Parts of one member of the object beside each other, also those that came later. */
function byMember(object: string, leaves: readonly Leaf[]): readonly Leaf[] {
  const memberOf = ({ path }: Leaf): string | undefined =>
    /^(?:\.[^.[]*|\[[^\]]*\])/.exec(path.slice(object.length))?.[0]
  const members = [...new Set(leaves.map(memberOf))]
  return members.flatMap((member) => leaves.filter((leaf) => memberOf(leaf) === member))
}

/** Of an object: what is said of it in words, and the parts that it has ever had. */
type ObjectLeaves = { readonly words: Leaf | undefined; said: string | undefined; readonly parts: Map<string, Leaf> }

function objectLeaves({ object, value, words, isGhost }: Trace['initial'][number]): ObjectLeaves {
  const isField = words !== undefined
  const parts = [...partsOf(object, value)].map(([path, first]) => [path, { path, first, isGhost, isField }] as const)
  return {
    words: isField ? { path: object, first: words, isGhost, isField: false, inWords: true } : undefined,
    said: words,
    parts: new Map(parts),
  }
}

function changesOf({ object, before, after, words, isGhost }: Change, of: ObjectLeaves): readonly Told[] {
  const [was, is] = [partsOf(object, before), partsOf(object, after)]
  const isField = of.words !== undefined
  const parts = [...new Set([...was.keys(), ...is.keys()])].filter((path) => was.get(path) !== is.get(path))
  const told = parts.map((path): Told => {
    const leaf = of.parts.get(path) ?? { path, isGhost, isField }
    of.parts.set(path, leaf)
    return { leaf, ...sides(was.get(path), is.get(path)), ...(isHull(path, was, is) ? { isHull: true } : {}) }
  })
  if (of.words === undefined || words === undefined) return told
  const said = of.said
  of.said = words
  return [{ leaf: of.words, ...sides(said, words) }, ...told]
}

function sides(before: string | undefined, after: string | undefined): Pick<LeafChange, 'before' | 'after'> {
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }
}

/** An empty record that got its first member, or one that lost its last. */
function isHull(path: string, was: Parts, is: Parts): boolean {
  const isAbove = (parts: Parts): boolean => [...parts.keys()].some((other) => isPartOf(other, path))
  return (!is.has(path) && isAbove(is)) || (!was.has(path) && isAbove(was))
}

function isPartOf(path: string, whole: string): boolean {
  return path.startsWith(`${whole}.`) || path.startsWith(`${whole}[`)
}

function partsOf(object: string, value: Value): Parts {
  return new Map(partsAt(object, value))
}

function partsAt(path: string, value: Value): readonly (readonly [string, string])[] {
  const members = membersOf(value)
  if (members.length === 0) return [[path, valueText(value)]]
  return members.flatMap(([key, part]) => partsAt(pathTo(path, key), part))
}

/** None of what is one text. */
function membersOf(value: Value): readonly (readonly [string | number, Value])[] {
  if (typeof value !== 'object' || value === null) return []
  if (isList(value)) return value.some((item) => membersOf(item).length > 0) ? [...value.entries()] : []
  const entries = Object.entries(value)
  const [first] = entries
  if (first?.[0] === '#map') return mapMembers(first[1])
  return first?.[0].startsWith('#') === true ? [] : entries
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

function mapMembers(entries: Value): readonly (readonly [string, Value])[] {
  return (entries as readonly (readonly [Value, Value])[]).map(([key, part]) => [nameOf(key), part]) // as asValue makes it
}

function nameOf(key: Value): string {
  return typeof key === 'string' ? key : valueText(key)
}
