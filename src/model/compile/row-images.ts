import { type ObjectId, type ThreadIndex, UNKNOWN } from '../ir.ts'
import type { ObjectDeclaration } from '../protocol/declarations.ts'
import type { Design, ThreadDeclaration } from '../protocol/design.ts'
import { encode } from '../values/encode.ts'
import { isThreadId } from '../values/thread-id.ts'
import { exchanged } from './rename-ids.ts'

/**
 * Where the objects go when two threads are exchanged: a cell of a row keyed by threads goes with its key, all others stay. `UNKNOWN` for a cell
 * whose key would have to be one that the row has not. Keys that are plain numbers or names are threads only in a row that has a cell for
 * every thread of the family.
 */
export function rowImages(design: Design, left: ThreadIndex, right: ThreadIndex): readonly ObjectId[] {
  const [a, b] = [design.threads[left], design.threads[right]]
  const byKey = new Map(design.objects.map((declared, object) => [keyText(declared, declared.row?.key), object]))
  return design.objects.map((declared, object) => {
    if (declared.row === undefined || a === undefined || b === undefined) return object
    const key = imageOfKey(design, declared, a, b)
    return key === declared.row.key ? object : (byKey.get(keyText(declared, key)) ?? UNKNOWN)
  })
}

function imageOfKey(design: Design, declared: ObjectDeclaration, a: ThreadDeclaration, b: ThreadDeclaration): unknown {
  const key = declared.row?.key
  if (isThreadId(a.key)) return exchanged(key, { a: a.id, b: b.id }, undefined)
  if (key !== a.key && key !== b.key) return key
  const keys = new Set(design.objects.filter(({ row }) => row?.name === declared.row?.name).map(({ row }) => row?.key))
  const isByThread = design.threads.every((thread) => thread.family !== a.family || keys.has(thread.key))
  return isByThread ? (key === a.key ? b.key : a.key) : key
}

function keyText(declared: ObjectDeclaration, key: unknown): string {
  return declared.row === undefined ? declared.name : `${declared.row.name}[] ${encode(key, 'a key is')}`
}
