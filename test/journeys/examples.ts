/** For each page whose address has a part to fill in: addresses of it, in the country that the journeys visit. */
export const examples: Readonly<Record<string, readonly string[]>> = {
  '/data/:run': ['/data/1'],
  '/data/:run/refused.csv': [],
}
