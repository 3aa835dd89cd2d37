import { at } from '../../../errors/at.ts'
import type { ThreadDeclaration } from '../../protocol/design.ts'
import type { MemoryModel } from '../../protocol/orders.ts'
import { oldestFor } from '../views/messages.ts'
import type { MemoryCells } from './cells.ts'
import { unpacked } from './packed.ts'
import type { Step } from './requests.ts'

/** For what there was no room: a thread wrote on, and its buffer did not drain, or readers had not learned of what it wrote. By name. */
export type Lack = { readonly writer: string; readonly cell?: string; readonly readers: readonly string[] }

/** Each writer and cell once, with all readers who were so far behind. */
export class Lacks {
  readonly #found = new Map<string, Lack>()
  readonly #cells: MemoryCells
  readonly #threads: readonly ThreadDeclaration[]
  readonly #model: MemoryModel

  constructor(cells: MemoryCells, threads: readonly ThreadDeclaration[], model: MemoryModel) {
    this.#cells = cells
    this.#threads = threads
    this.#model = model
  }

  get all(): readonly Lack[] {
    return [...this.#found.values()]
  }

  add(step: Step): void {
    const writer = at(this.#threads, step.thread, 'threads').name
    const cell = step.cell?.declared.name
    const key = `${step.thread} ${step.cell?.index}`
    const readers = [...(this.#found.get(key)?.readers ?? []), ...this.#behind(step)]
    this.#found.set(key, { writer, ...(cell === undefined ? {} : { cell }), readers: [...new Set(readers)] })
  }

  /** Who may still read the oldest value that was kept. */
  #behind({ thread, cell, before }: Step): readonly string[] {
    if (this.#model !== 'cpp20' || cell === undefined) return []
    const [size, words] = [this.#cells.size(this.#threads.length), unpacked(before)]
    return this.#threads.flatMap(({ name }, other) =>
      other !== thread && oldestFor(size, words, other, cell.index) === 0 ? [name] : [],
    )
  }
}
