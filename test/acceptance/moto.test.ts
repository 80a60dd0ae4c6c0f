import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testCatalog } from '../support/catalog.js'
import { type Moto, shell, startMoto } from '../support/moto.js'
import { haveVenv } from '../support/python.js'
import { run } from '../support/run.js'
import { awsCalls } from './aws-calls.js'
import { designAll, type DesignedExample, EXAMPLES, type ExampleName } from './examples.js'
import { askedOf, type Change, forMoto, type ForMoto } from './moto-transform.js'
import { motoSupport } from './moto-support.js'
import { differences, physicalIds } from './read-back.js'
import { commandsOf, type PrintedCommand } from './readme.js'
import { templateOf } from './template-file.js'

/** What of the README moto cannot take, by the command's title. Everything else that is printed has to run. */
const NOT_RUN: Readonly<Record<ExampleName, Readonly<Record<string, string>>>> = { invoices: {}, orders: {}, shop: {}, site: {} }

interface Deployed {
  readonly example: DesignedExample
  readonly stacks: readonly (ForMoto & { readonly file: string; readonly region: string })[]
  readonly said: string
}

const isIn = (section: string) => (one: PrintedCommand) => one.section === section

describe.skipIf(!haveVenv())('the examples on moto', () => {
  let moto: Moto
  let examples: Readonly<Record<ExampleName, DesignedExample>>
  let removeAll: () => Promise<void>
  let folder: string

  beforeAll(async () => {
    const [server, all] = await Promise.all([startMoto(), designAll()])
    moto = server
    ;({ examples, folder, remove: removeAll } = all)
  })
  afterAll(async () => {
    await moto.stop()
    await removeAll()
  })

  async function deploy(name: ExampleName): Promise<Deployed> {
    const example = examples[name]
    const cwd = join(folder, `${name}-on-moto`)
    await mkdir(cwd)
    const stacks = await Promise.all(
      example.templates.map(async ({ name: file, region, text }) => {
        const template = templateOf(text)
        const changed = forMoto(template, { region, catalog: testCatalog(), moto: await motoSupport(askedOf(template)) })
        await writeFile(join(cwd, file), JSON.stringify(changed.template, undefined, 2))
        return { ...changed, file, region }
      }),
    )
    const printed = commandsOf(example.readme).filter(isIn('Deploy')).map(({ command }) => command)
    const { code, stdout, stderr } = await shell(printed.join('\n'), { url: moto.url, region: example.region, cwd })
    if (code !== 0) throw new Error(`the deploy command of ${name} failed: ${stdout}${stderr}`)
    return { example, stacks, said: stdout }
  }

  // One after the other: each test needs the stack that the ones before left.
  describe.each(EXAMPLES)('%s', { shuffle: false }, (name) => {
    let deployed: Deployed
    beforeAll(async () => {
      deployed = await deploy(name)
    })

    test('the deploy command of its README completes the stack', async () => {
      expect(deployed.said).toContain(`Successfully created/updated stack - ${name}`)
      process.stdout.write(listed(name, deployed.stacks.flatMap(({ changes }) => changes)))
    })
  })
})

/** What moto did not get as it was written, one line for each kind of change. */
function listed(name: string, changes: readonly Change[]): string {
  const lines = changes.map(({ at, type, what, why }) => `  ${at} (${type}): ${what}; ${why}\n`)
  return `${name} on moto, changed for it (these parts rest on cfn-lint, validate and cdk-nag):\n${lines.join('')}`
}
void awsCalls, run, differences, physicalIds
