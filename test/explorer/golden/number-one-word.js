return function number(table, shift, states, batch, from, to, homes, numbers, at, status) {
  const mask = -1 >>> shift, most = status.most
  let touched = 0, h = 0, count = 0, size = status.size
  for (let i = from; i < to; i += 1) {
    const w0 = batch[i] | -2147483648;
    h = Math.imul(w0, 2654435761) | 0; h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
    homes[count++] = h >>> shift
  }
  for (let j = 0; j < count; j++) touched ^= table[homes[j]]
  for (let j = 0; j < count; j++) {
    const n = table[homes[j]]
    touched ^= states[(n - (n > 0)) * 1]
  }
  status.touched = touched
  for (let i = from, j = 0; i < to; i += 1, j++) {
    const w0 = batch[i] | -2147483648;
    let place = homes[j]
    for (;;) {
      const n = table[place]
      if (n === 0) {
        if (size === most) { status.size = size; return i }
        const k = size * 1
        states[k + 0] = w0
        numbers[at + j] = size++
        table[place] = size
        break
      }
      const k = (n - 1) * 1
      if (states[k] === w0) {
        numbers[at + j] = n - 1
        break
      }
      place = place + 1 & mask
    }
  }
  status.size = size
  return to
}
//# sourceURL=lockproof/number-1-word.js
