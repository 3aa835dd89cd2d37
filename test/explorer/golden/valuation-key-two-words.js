return function keyOf(states, at) {
  return (((0 * 4 + (states[at + 1] << 2 >>> 2)) * 4 + ((regions[0][(states[at + 0] << 3 >>> 3)] >>> 4 & 1) << 0 | (regions[1][(states[at + 1] << 0 >>> 30)] >>> 4 & 1) << 1)) * 67108864 + (states[at + 0] << 1 >>> 30))
}
//# sourceURL=lockproof/valuation-key.js
