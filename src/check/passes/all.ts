import { audit } from './audit.ts'
import type { Pass } from './pass.ts'
import { safety } from './safety.ts'
import { strongly } from './strongly.ts'
import { waiting } from './waiting.ts'
import { walks } from './walks.ts'

/** In the order in which they run: who answers stands before who confirms. */
export const passes: readonly Pass[] = [safety, waiting, strongly, walks, audit]
