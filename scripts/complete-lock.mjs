// Adds to package-lock.json the packages made for other systems that the registry at hand did not have when it was written.
// npm leaves them out, and then `npm ci` calls the lock file out of step with package.json, everywhere.
import { readFileSync, writeFileSync } from 'node:fs'

const at = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(at, 'utf8'))
const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']
const processors = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x']

for (const [name, { optionalDependencies = {}, license, engines }] of Object.entries(lock.packages)) {
  for (const [other, version] of Object.entries(optionalDependencies)) {
    const nested = `${name === '' ? '' : `${name}/`}node_modules/${other}`
    if (lock.packages[nested] || lock.packages[`node_modules/${other}`]) continue
    lock.packages[`node_modules/${other}`] = { version, ...madeFor(other), license, optional: true, engines }
  }
}

const sorted = Object.entries(lock.packages).toSorted(([a], [b]) => a.localeCompare(b, 'en'))
writeFileSync(at, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, undefined, 2)}\n`)

/** The system and processor a package is made for, from its name: `binding-linux-arm64-musl`. */
function madeFor(name) {
  const os = systems.find((system) => name.includes(system))
  const cpu = processors.find((processor) => name.includes(`-${processor}`))
  if (!os || !cpu) throw new Error(`${name} does not say which system it is made for`)
  const libc = os !== 'linux' ? undefined : name.includes('musl') ? 'musl' : 'glibc'
  return { cpu: [cpu], libc: libc && [libc], os: [os] }
}
