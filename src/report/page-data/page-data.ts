/** What the page of a report is drawn from: texts, in the words of the terminal's report, and numbers. Threads are named by their place in the run. */
export type PageData = {
  readonly version: string
  readonly systems: readonly SystemData[]
  /** Of files that could not be read, and the like. */
  readonly errors: readonly string[]
}

export type Outcome = 'passed' | 'failed' | 'incomplete' | 'error'

export type SystemData = {
  /** In the address: its export, numbered where several have the same. */
  readonly id: string
  readonly name: string
  readonly parameters: string
  readonly file: string
  readonly exportName: string
  readonly outcome: Outcome
  readonly verdict: 'verified' | 'violated' | 'incomplete' | 'error'
  /** The same for people: `violated under TSO`. */
  readonly word: string
  /** `deadlock`, `mutual exclusion`. */
  readonly found: string
  readonly headline: string
  readonly expected: string
  readonly steps: string
  readonly states: string
  /** How many times the states of the system before it, of a sweep. */
  readonly growth: string
  readonly time: string
  readonly runs: readonly RunData[]
  readonly answers: readonly AnswerData[]
  readonly warnings: readonly string[]
  readonly grounds: readonly string[]
  /** What was not done, and why: nothing rests on it. */
  readonly undone: readonly string[]
  readonly statistics: readonly (readonly [name: string, value: string])[]
  readonly sources: readonly SourceData[]
}

export type AnswerData = {
  readonly result: 'holds' | 'violated' | 'unknown' | 'not looked for'
  readonly title: string
  readonly detail: string
  /** The run that shows it. */
  readonly run?: number
}

/** A file of the user's, or the parts of it to which threads come. */
export type SourceData = {
  readonly file: string
  readonly parts: readonly { readonly from: number; readonly text: string }[]
  /** Lines to which some thread came in the check. */
  readonly visited: readonly number[]
}

/** `source`: which of the system's. */
export type Place = { readonly source: number; readonly line: number }

export type RunData = {
  readonly title: string
  /** Whether it shows something wrong, or that something is possible. */
  readonly isBad: boolean
  /** In a sentence, or one a line. */
  readonly reason: readonly string[]
  readonly hints: readonly string[]
  readonly length: string
  readonly replay: string
  readonly threads: readonly string[]
  readonly regions: readonly string[]
  readonly leaves: readonly Leaf[]
  readonly steps: readonly StepData[]
  /** By thread; of a run of very many steps there are none. */
  readonly spans: readonly (readonly SpanData[])[]
  readonly cycleStart?: number
  readonly doomedFrom?: number
  readonly doomed?: string
  readonly account: readonly { readonly thread: number; readonly does: string }[]
  /** Who waits for ever at its end. */
  readonly stuck: readonly number[]
  /** Who waits for whom, in each state where that changes: none where nobody waits on anything, or it was left out. Nothing where nobody ever does. */
  readonly graphs: readonly { readonly from: number; readonly graph?: GraphData; readonly isLeftOut?: true }[]
  /** What a debugger shows, in each state where that changes. */
  readonly locks: readonly { readonly from: number; readonly lines: readonly string[] }[]
}

/** A part of a value that is no record. `isField`: of an object for which there are words, which stand in a leaf of their own, `inWords`. */
export type Leaf = {
  readonly path: string
  readonly first?: string
  readonly isGhost: boolean
  readonly isField: boolean
  readonly inWords?: true
}

export type LeafChange = {
  readonly leaf: number
  /** Missing where it is new, or gone. */
  readonly before?: string
  readonly after?: string
  /** An empty record that got its first member, or one that lost its last: the member says it. */
  readonly isHull?: true
}

export type StepData = {
  readonly thread: number
  readonly does: readonly string[]
  /** What the routines do inside, where that is more. */
  readonly inside?: readonly string[]
  readonly procs: string
  readonly places: readonly Place[]
  readonly changes: readonly LeafChange[]
  readonly entered: readonly string[]
  readonly notes: readonly string[]
  readonly failure?: string
  readonly wakes: readonly number[]
}

/** What a thread is at from one state on, until the next span. */
export type SpanData = { readonly from: number; readonly is: Stance }

export type Status = 'ready' | 'waiting' | 'resting' | 'ended' | 'failed'

export type Stance = {
  readonly status: Status
  /** `waits at left.acquire(T1)`. */
  readonly does: string
  /** `for T0: owns it shared`. */
  readonly whom: string
  readonly holds: string
  /** Places in the run's list. */
  readonly regions: readonly number[]
  readonly place?: Place
}

/** As it was laid out; sizes are in points. */
export type GraphData = {
  readonly width: number
  readonly height: number
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
}

export type GraphNode = {
  readonly text: string
  /** Of a thread. */
  readonly thread?: number
  readonly isInRing: boolean
  readonly at: readonly [x: number, y: number]
  readonly size: readonly [width: number, height: number]
}

export type GraphEdge = {
  readonly text: string
  readonly isInRing: boolean
  /** Of SVG. */
  readonly path: string
  readonly head: string
  readonly textAt: readonly [x: number, y: number]
}
