/** What the result of a search rests on, as far as it left something out, and what a check of that has come to. Names are those of the design. */
export type SearchGround =
  | { readonly kind: 'not reduced'; readonly why: string }
  | { readonly kind: 'stubborn sets'; readonly keep: readonly string[] }
  | { readonly kind: 'conflicting objects'; readonly objects: readonly string[] }
  | { readonly kind: 'conflicting steps'; readonly pairs: number }
  | { readonly kind: 'no stubborn sets'; readonly why: string }
  /** So many passes over tables that grew. */
  | { readonly kind: 'settled'; readonly passes: number }
  | {
      readonly kind: 'symmetry'
      readonly isProved: boolean
      readonly compared: number
      readonly threads: readonly string[]
    }
  /** Threads that might be alike and are not, beside others that are. */
  | { readonly kind: 'not alike'; readonly why: string }
  | { readonly kind: 'no symmetry'; readonly why: string }
  | { readonly kind: 'found reduced' }
  | { readonly kind: 'full search'; readonly states: number; readonly times: number }
  /** States of a search in which no local states were merged. */
  | { readonly kind: 'unmerged search'; readonly states: number }
  /** What was found reduced. */
  | { readonly kind: 'found in full' }
  | { readonly kind: 'nothing to check' }
  | { readonly kind: 'orbits'; readonly orbits: number }
  | { readonly kind: 'orbits not compared' }
  | { readonly kind: 'sets checked'; readonly sets: number; readonly toTheEnd: number; readonly isCut: boolean }
  | { readonly kind: 'reduction not checked' }
