/** The oracle of conformance: every interleaving of a few calls, each compared with every order of the calls. Never optimised. */

export type Op = { readonly do: 'load' | 'store' | 'add'; readonly cell: number; readonly value: number }
/** A call performs its operations one after the other and answers what it has loaded. */
export type Calls = Readonly<Record<string, readonly Op[]>>

type Thread = { readonly done: number; readonly at: number; readonly loaded: readonly number[] }
type CallLog = {
  readonly thread: number
  readonly call: string
  readonly from: number
  readonly to: number
  readonly answer: string
}

const modulus = 3

export function performed(op: Op, cells: readonly number[]): { cells: number[]; loaded: number[] } {
  const old = cells[op.cell] ?? 0
  if (op.do === 'load') return { cells: [...cells], loaded: [old] }
  return { cells: cells.with(op.cell, op.do === 'store' ? op.value : (old + op.value) % modulus), loaded: [] }
}

/** Whether every interleaving of the program has an order of its calls that explains all answers. */
export function isLinearizable(calls: Calls, program: readonly (readonly string[])[]): boolean {
  const step = (
    cells: readonly number[],
    threads: readonly Thread[],
    begun: readonly number[],
    log: readonly CallLog[],
    time: number,
  ): boolean => {
    const enabled = threads.flatMap(({ done }, t) => (done < (program[t]?.length ?? 0) ? [t] : []))
    if (enabled.length === 0) return isExplained(calls, log)
    return enabled.every((t) => {
      const { done, at, loaded } = threads[t]!
      const call = program[t]![done]!
      const ops = calls[call]!
      const after = performed(ops[at]!, cells)
      const all = [...loaded, ...after.loaded]
      const start = at === 0 ? begun.with(t, time) : begun
      if (at + 1 < ops.length)
        return step(after.cells, threads.with(t, { done, at: at + 1, loaded: all }), start, log, time + 1)
      const record = { thread: t, call, from: start[t]!, to: time, answer: all.join() }
      return step(
        after.cells,
        threads.with(t, { done: done + 1, at: 0, loaded: [] }),
        start,
        [...log, record],
        time + 1,
      )
    })
  }
  const threads = program.map(() => ({ done: 0, at: 0, loaded: [] }))
  return step(
    [0, 0],
    threads,
    program.map(() => 0),
    [],
    0,
  )
}

/** Whether some order of the calls, each at once, gives the answers and keeps every call before those that began after it. */
function isExplained(calls: Calls, log: readonly CallLog[]): boolean {
  const extend = (cells: readonly number[], left: readonly CallLog[]): boolean =>
    left.length === 0 ||
    left.some((record) => {
      if (left.some((other) => other.to < record.from)) return false
      let now = [...cells]
      const answer = calls[record.call]!.flatMap((op) => {
        const after = performed(op, now)
        now = after.cells
        return after.loaded
      })
      return (
        answer.join() === record.answer &&
        extend(
          now,
          left.filter((other) => other !== record),
        )
      )
    })
  return extend([0, 0], log)
}
