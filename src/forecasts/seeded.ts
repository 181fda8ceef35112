/**
 * Numbers from 0 up to 1 as if drawn by chance, the same for the same seed everywhere: Bob Jenkins' small fast counting generator
 * (sfc32), whose state of 128 bits has passed the batteries PractRand and TestU01.
 */
export function seeded(seed: number): () => number {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1]
  const draw = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return (sum >>> 0) / 4_294_967_296
  }
  // The first draws still show the seed.
  for (let i = 0; i < 15; i++) draw()
  return draw
}
