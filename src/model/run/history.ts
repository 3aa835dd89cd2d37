import { encode } from '../values/encode.ts'

/** What a frame has been answered since it began, or since its loop last went round. */
export type Frame = {
  readonly state: unknown
  readonly answers: readonly unknown[]
  /** A step inside it has been pending. What it remembers tells that, too. */
  readonly hadStep: boolean
}

/** The open frames of a thread, outermost first: all that it remembers. Equal histories are equal local states. */
export type History = readonly Frame[]

/** Equal for equal histories only. @throws ModelError M005 when something remembered is not plain data. */
export function historyKey(history: History, thread: string): string {
  const part = (value: unknown): string => encode(value, `A loop or proc of ${thread} left behind`)
  return history.map(({ state, answers }) => `${part(state)}|${answers.map(part).join(',')}`).join('/')
}
