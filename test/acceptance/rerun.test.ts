import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { runCli } from '../support/cli.js'
import { REPOSITORY, type Run, run } from '../support/run.js'
import { commandsOf } from './readme.js'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stanchion-rerun-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Command lines as a README prints them, in a shell that knows `stanchion`. */
function typed(commands: string, cwd: string): Promise<Run> {
  const script = `stanchion() { "${process.execPath}" "${join(REPOSITORY, 'bin', 'stanchion.js')}" "$@"; }\n${commands}`
  return run('bash', ['--norc', '-euo', 'pipefail', '-c', script], { cwd, env: { PATH: process.env['PATH'] ?? '' } })
}

test("the README's way to one's own image: state it, design again where one stands, deploy", async () => {
  const requirements = await readFile(join(REPOSITORY, 'examples', 'shop.yaml'), 'utf8')
  const out = join(folder, 'shop')
  await writeFile(join(folder, 'requirements.yaml'), requirements)
  expect((await runCli(['design', 'requirements.yaml', '--out', 'shop'], { cwd: folder })).code).toBe(0)
  const before = await readdir(out)
  const image = '111122223333.dkr.ecr.us-east-1.amazonaws.com/shop:7'
  await writeFile(join(out, 'requirements.yaml'), `${requirements}image: ${image}\nimage-port: 3000\nhealth-check: /ready\n`)
  const printed = commandsOf(await readFile(join(out, 'README.md'), 'utf8')).filter(({ command }) => command.startsWith('stanchion '))
  expect(printed.length).toBe(1)
  const again = await typed(printed.map(({ command }) => command).join('\n'), out)
  expect({ code: again.code, stderr: again.stderr }).toEqual({ code: 0, stderr: '' })
  expect(await readdir(out)).toEqual(before)
  const template = await readFile(join(out, 'template.yaml'), 'utf8')
  expect(template).toContain(`Image: ${image}`)
  expect(template).toContain('ContainerPort: 3000')
  expect(template).toContain('HealthCheckPath: /ready')
})

test('the price of other traffic, and of quantities of ones own, as the README says', async () => {
  const out = join(folder, 'orders')
  expect((await runCli(['design', 'examples/orders.yaml', '--out', out])).code).toBe(0)
  const readme = await readFile(join(out, 'README.md'), 'utf8')
  const said = [...readme.matchAll(/`(stanchion cost [^`]+)`/g)].map(([, command = '']) => command)
  expect(said.length).toBeGreaterThanOrEqual(2)
  const [designed, other] = await Promise.all([
    typed('stanchion cost .', out),
    typed(said.find((each) => each.includes('--traffic')) ?? '', out),
  ])
  expect([designed.code, other.code]).toEqual([0, 0])
  expect(total(other)).toBeGreaterThan(total(designed) * 2)
  const usage = parseDocument(await readFile(join(out, 'usage.yaml'), 'utf8'))
  usage.setIn(['resources', 'HttpApi', 'requests'], '1M requests')
  await writeFile(join(out, 'usage.yaml'), usage.toString())
  const own = await typed('stanchion cost .', out)
  expect(own.code).toBe(0)
  expect(total(own)).toBeLessThan(total(designed))
})

/** The last line that names a price a month. */
function total({ stdout }: Run): number {
  const found = /^\$([\d,]+\.\d\d) a month/m.exec(stdout)?.[1]
  return Number(found?.replaceAll(',', '') ?? Number.NaN)
}
