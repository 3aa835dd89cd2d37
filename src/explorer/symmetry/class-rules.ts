/**
 * What makes comparing by classes of values right, each part by name. All of them hold; tests leave them out one by one
 * and see that it is noticed.
 */
export type ClassRules = {
  /** To leave a value alone and to store that value are two things: they differ at the others of its class. */
  readonly keptApart: boolean
  /** An operation that looks at nothing divides nothing. Without it proofs are right, and dearer. */
  readonly blindness: boolean
  /** The classes of a step are divided further where its image tells them apart. */
  readonly divided: boolean
  /** In a class of one value, to leave it alone and to store it again are the same. */
  readonly lone: boolean
  /** What a step does where its image is not known is a difference. */
  readonly knownOnlyHere: boolean
  /** What an image does where the step is not known is a difference. */
  readonly knownOnlyThere: boolean
  /** Where values have no images one by one, a step is compared with its image and the image with the step. */
  readonly bothWays: boolean
}

export const soundClassRules: ClassRules = {
  keptApart: true,
  blindness: true,
  divided: true,
  lone: true,
  knownOnlyHere: true,
  knownOnlyThere: true,
  bothWays: true,
}
