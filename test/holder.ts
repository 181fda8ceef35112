import { openDatabase } from '../src/db/connect.ts'

// A process for tests: opens a data folder, says so, and holds it until it is ended.
const { lock } = await openDatabase({ folder: process.argv[2], what: 'server' })
console.log(`open ${lock?.owner.pid}`)
process.stdin.resume()
