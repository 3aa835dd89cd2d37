return function fill(table, shift, mask, states, size) {
  let h = 0
  for (let number = 0, i = 0; number < size; i += 2) {
    const w0 = states[i + 0]
    const w1 = states[i + 1]
    h = Math.imul(w0, 2654435761) + Math.imul(w1, 2246822507) | 0; h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
    let place = h >>> shift
    while (table[place] !== 0) place = place + 1 & mask
    table[place] = ++number
  }
}
//# sourceURL=lockproof/fill-2-words.js
