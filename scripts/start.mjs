// `npm start`: installs when needed, then runs `fiveday start` with whatever else was given.
process.argv.splice(2, 0, 'start')
await import('../bin/fiveday.mjs')
