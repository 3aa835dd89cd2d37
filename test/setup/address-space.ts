import { afterAll } from 'vitest'
import { letGo } from '../../src/check/heap.ts'

afterAll(letGo) // of searches that tests begin themselves: a check lets go at its end
