return function number(table, shift, states, batch, from, to, homes, numbers, at, status) {
  const mask = -1 >>> shift, most = status.most
  let touched = 0, h = 0, count = 0, size = status.size
  for (let i = from; i < to; i += 2) {
    const w0 = batch[i] | -2147483648; const w1 = batch[i + 1]
    h = Math.imul(w0, 2654435761) + Math.imul(w1, 2246822507) | 0; h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
    homes[count++] = h >>> shift
  }
  for (let j = 0; j < count; j++) touched ^= table[homes[j]]
  for (let j = 0; j < count; j++) {
    const n = table[homes[j]]
    touched ^= states[(n - (n > 0)) * 2]
  }
  status.touched = touched
  for (let i = from, j = 0; i < to; i += 2, j++) {
    const w0 = batch[i] | -2147483648; const w1 = batch[i + 1]
    let place = homes[j]
    for (;;) {
      const n = table[place]
      if (n === 0) {
        if (size === most) { status.size = size; return i }
        const k = size * 2
        states[k + 0] = w0
        states[k + 1] = w1
        numbers[at + j] = size++
        table[place] = size
        break
      }
      const k = (n - 1) * 2
      if (states[k] === w0 && states[k + 1] === w1) {
        numbers[at + j] = n - 1
        break
      }
      place = place + 1 & mask
    }
  }
  status.size = size
  return to
}
//# sourceURL=lockproof/number-2-words.js
