return function fill(table, shift, mask, states, size) {
  let h = 0
  for (let number = 0, i = 0; number < size; i += 1) {
    const w0 = states[i + 0]
    h = Math.imul(w0, 2654435761) | 0; h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
    let place = h >>> shift
    while (table[place] !== 0) place = place + 1 & mask
    table[place] = ++number
  }
}
//# sourceURL=lockproof/fill-1-word.js
