import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { REPOSITORY } from '../support/run.js'

const textOf = (name: string): string => readFileSync(join(REPOSITORY, name), 'utf8')

const TRACKED = execFileSync('git', ['ls-files', '--stage', '-z'], { cwd: REPOSITORY, encoding: 'utf8' })
  .split('\0')
  .flatMap((line) => {
    const [mode = '', , rest = ''] = line.split(' ')
    const name = rest.split('\t')[1]
    return name !== undefined && existsSync(join(REPOSITORY, name)) ? [{ mode, name }] : []
  })

interface Manifest {
  readonly license?: string
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}
interface Locked {
  readonly version: string
  readonly resolved?: string
  readonly dev?: boolean
  readonly hasInstallScript?: boolean
}

const MANIFEST = JSON.parse(textOf('package.json')) as Manifest
const LOCK = (JSON.parse(textOf('package-lock.json')) as { packages: Record<string, Locked> }).packages
/** The packages of the lock file that are installed on this platform. */
const INSTALLED = Object.entries(LOCK).flatMap(([folder, locked]) => {
  const file = join(folder, 'package.json')
  return folder !== '' && existsSync(join(REPOSITORY, file)) ? [{ folder, locked, manifest: JSON.parse(textOf(file)) as Manifest }] : []
})

describe('files in git', () => {
  const FOLDERS = /(?<![\w.\-~>}])\/(?:root|work|tmp|home\/\w+|Users\/\w+)\/[\w.]/

  test('name no folder of the machine they were made on', () => {
    expect(['see /work', 'a folder'].map((text) => FOLDERS.test(`${text}/main`))).toEqual([true, false])
    const binary = /\.(br|gz|png|ico)$/
    const naming = TRACKED.filter(({ name }) => !binary.test(name)).flatMap(({ name }) =>
      textOf(name)
        .split('\n')
        .flatMap((line, index) => (FOLDERS.test(line) ? [`${name}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
    )
    expect(naming).toEqual([])
  })

  test('are small enough to read in a diff, or packed', () => {
    const large = TRACKED.filter(
      ({ name }) => !/\.br$|^package-lock\.json$/.test(name) && readFileSync(join(REPOSITORY, name)).length > 300_000,
    )
    expect(large).toEqual([])
  })

  test('hold nothing that is built or installed', () => {
    expect(TRACKED.filter(({ name }) => /^(dist|out|node_modules|\.tools)\//.test(name))).toEqual([])
  })

  test.each(['bin/stanchion.js', '.ci/run'])('%s can be run', (name) => {
    expect(TRACKED.find((file) => file.name === name)?.mode).toBe('100755')
  })

  test('AGENTS.md fits into 200 lines', () => {
    expect(textOf('AGENTS.md').trimEnd().split('\n').length).toBeLessThanOrEqual(200)
  })
})

describe('dependencies', () => {
  test('are pinned to one version', () => {
    const ranges = Object.entries({ ...MANIFEST.dependencies, ...MANIFEST.devDependencies, ...MANIFEST.optionalDependencies })
    expect(ranges.filter(([, range]) => !/^\d+\.\d+\.\d+$/.test(range))).toEqual([])
    const python = textOf('requirements-test.txt').split('\n')
    expect(python.filter((line) => line !== '' && !/^#|^[\w.-]+(\[\w+\])?==[\w.]+$/.test(line))).toEqual([])
  })

  test('come from the public registry', () => {
    const elsewhere = Object.entries(LOCK).filter(
      ([, { resolved }]) => resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'),
    )
    expect(elsewhere).toEqual([])
    expect(existsSync(join(REPOSITORY, '.npmrc')) ? textOf('.npmrc') : '').not.toMatch(/registry|_auth/)
  })

  test('have entries in the lock file for every platform, without which npm ci stops', () => {
    const check = spawnSync(process.execPath, [join(REPOSITORY, 'tools', 'complete-lock.mjs'), '--check'], { encoding: 'utf8' })
    expect(check.stdout).toBe('complete-lock: 0 entries missing\n')
  })

  test('run nothing when they are installed and compile nothing', () => {
    expect(INSTALLED.length).toBeGreaterThan(50)
    const running = INSTALLED.filter(({ folder, locked, manifest }) => {
      const scripts = ['preinstall', 'install', 'postinstall'].filter((name) => manifest.scripts?.[name] !== undefined)
      return scripts.length > 0 || locked.hasInstallScript === true || existsSync(join(REPOSITORY, folder, 'binding.gyp'))
    })
    expect(running.map(({ folder }) => folder)).toEqual([])
  })

  test('may be used: permissive licences in the product, no AGPL anywhere', () => {
    const permissive = /^\(?(MIT|Apache-2\.0|ISC|BSD-[23]-Clause|0BSD|Python-2\.0|PSF-2\.0|BlueOak-1\.0\.0)( (OR|AND) .*)?\)?$/
    const product = INSTALLED.filter(({ locked, manifest }) => locked.dev !== true && !permissive.test(manifest.license ?? ''))
    expect(product.map(({ folder, manifest }) => `${folder}: ${manifest.license}`)).toEqual([])
    expect(INSTALLED.filter(({ manifest }) => /AGPL|SSPL|BUSL/.test(manifest.license ?? 'AGPL?')).map(({ folder }) => folder)).toEqual([])
  })
})

describe('one unit, one file, one name', () => {
  const DEFINITION = /\bdefine(Rule|Block|Operation)(?:<[^(]*>)?\(\{\s*(?:id|name): '([^']+)'/g
  const HOMES = {
    Rule: {
      folder:
        /^src\/analyze\/rules\/(reliability|security|cost-optimization|performance-efficiency|operational-excellence|sustainability)\/[^/]+$/,
    },
    Block: { folder: /^src\/design\/blocks\/[^/]+$/ },
    Operation: { folder: /^src\/app\/operations\/[^/]+$/ },
  }
  const units = TRACKED.filter(({ name }) => name.startsWith('src/')).flatMap(({ name: file }) =>
    [...textOf(file).matchAll(DEFINITION)].map(([, kind, id]) => ({ file, kind: kind as keyof typeof HOMES, id: id ?? '' })),
  )

  test.each(Object.keys(HOMES))('%s', (kind) => {
    const those = units.filter((unit) => unit.kind === kind)
    expect(those.length).toBeGreaterThan(0)
    const misplaced = those.filter(
      ({ file, id }) => !HOMES[kind as keyof typeof HOMES].folder.test(file) || !file.endsWith(`/${id.replaceAll(' ', '-')}.ts`),
    )
    expect(misplaced).toEqual([])
    expect(new Set(those.map(({ id }) => id)).size).toBe(those.length)
  })

  test('a rule says the pillar of its folder', () => {
    const wrong = units.filter(({ file, kind }) => kind === 'Rule' && !textOf(file).includes(`pillar: '${file.split('/')[3]}'`))
    expect(wrong).toEqual([])
  })
})

describe.runIf((process.env['CI'] ?? '') !== '')('in CI', () => {
  test('the suite has no network but loopback', () => {
    const devices = readFileSync('/proc/net/dev', 'utf8')
      .split('\n')
      .slice(2)
      .flatMap((line) => /^\s*([^:]+):/.exec(line)?.[1] ?? [])
    expect(devices).toEqual(['lo'])
  })
})
