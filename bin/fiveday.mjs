#!/usr/bin/env node
// Plain JavaScript: whichever Node from 20 runs it, Fiveday itself runs on the Node that package.json pins.
import { fileURLToPath } from 'node:url'
import { onPinnedNode, ready, runsOnPinnedNode } from '../scripts/ready.mjs'

await ready()
const main = new URL('../src/main.ts', import.meta.url)
if (runsOnPinnedNode()) await import(main.href)
else process.exitCode = await onPinnedNode([fileURLToPath(main), ...process.argv.slice(2)])
