import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { testCatalog } from '../support/catalog.js'
import { type Moto, shell, startMoto } from '../support/moto.js'
import { haveVenv } from '../support/python.js'
import { run } from '../support/run.js'
import { awsCalls } from './aws-calls.js'
import { designAll, type DesignedExample, EXAMPLES, type ExampleName } from './examples.js'
import { type MotoSupport, motoSupport } from './moto-support.js'
import { askedOf, type Change, type ForMoto, forMoto } from './moto-transform.js'
import { questionsOf } from './read-back.js'
import { commandsOf, type PrintedCommand } from './readme.js'
import { session, standInOutputs } from './session.js'
import { templateOf } from './template-file.js'

/** What of the READMEs moto cannot take. Everything else that they print has to run. */
const NOT_RUN = [
  { command: /^curl /, why: 'moto answers for AWS, and is neither the API nor the load balancer nor the distribution that was made' },
  { command: /^aws logs tail /, why: 'it is in the AWS CLI 2, and the tools of the suite have 1' },
  { command: /^aws cloudfront create-invalidation /, why: 'the distribution is removed for moto' },
  { command: /^stanchion design /, why: 'it changes no account; rerun.test.ts runs it' },
] as const
const notRun = ({ command }: PrintedCommand) => NOT_RUN.find((one) => one.command.test(command))

/** Every line of a shell block begins with one of these, or goes on with the line before. */
const PROGRAMS = /^(?:aws|curl|zip|echo|export|cd|docker|stanchion|npx) |^[A-Z_]+(?:=\$\(aws |\(\) \{ aws )/

/** Milliseconds; programs of the AWS command line start slowly, and more so on a busy machine. */
const SLOW = 300_000

const Stacks = z.object({ Stacks: z.array(z.object({ StackStatus: z.string() })) })
const Listing = z.object({
  StackResourceSummaries: z.array(
    z.object({ LogicalResourceId: z.string(), PhysicalResourceId: z.string().optional(), ResourceStatus: z.string() }),
  ),
})

interface Deployed {
  readonly example: DesignedExample
  readonly cwd: string
  readonly printed: readonly PrintedCommand[]
  readonly stacks: readonly (ForMoto & { readonly name: string; readonly file: string; readonly region: string; readonly text: string })[]
  readonly said: string
}

describe.skipIf(!haveVenv())('the examples on moto', () => {
  const ends: (() => Promise<void>)[] = []
  let moto: Moto
  let examples: Awaited<ReturnType<typeof designAll>>
  let deployed: Readonly<Record<string, Deployed>>

  beforeAll(async () => {
    moto = await startMoto()
    ends.push(() => moto.stop())
    examples = await designAll()
    ends.push(() => examples.remove())
    const templates = Object.values(examples.examples).flatMap((example) => example.templates.map(({ text }) => templateOf(text)))
    const support = await motoSupport(templates.flatMap(askedOf))
    deployed = Object.fromEntries(await Promise.all(EXAMPLES.map(async (name) => [name, await deploy(name, support)] as const)))
  }, SLOW)
  afterAll(() => Promise.all(ends.map((end) => end())))

  async function deploy(name: ExampleName, support: MotoSupport): Promise<Deployed> {
    const example = examples.examples[name]
    const cwd = join(examples.folder, `${name}-on-moto`)
    await mkdir(cwd)
    const stacks = await Promise.all(
      example.templates.map(async ({ name: file, region, text }) => {
        const changed = forMoto(templateOf(text), { region, catalog: testCatalog(), moto: support })
        await writeFile(join(cwd, file), JSON.stringify(changed.template, undefined, 2))
        return { ...changed, name: stackName(name, file), file, region, text }
      }),
    )
    const printed = commandsOf(example.readme)
    const words = printed.filter(({ section }) => section === 'Deploy').map(({ command }) => command)
    const { code, stdout, stderr } = await shell(words.join('\n'), { url: moto.url, region: example.region, cwd })
    if (code !== 0) throw new Error(`the deploy command of ${name} failed: ${stdout}${stderr}`)
    return { example, cwd, printed, stacks, said: stdout }
  }

  // In this order: what runs last deletes the stack.
  for (const name of EXAMPLES)
    describe(name, { shuffle: false, timeout: SLOW }, () => {
      const here = (): Deployed => deployed[name] ?? expect.unreachable(`${name} is not deployed`)

      test('the deploy command of its README completes the stack', () => {
        for (const { name: stack } of here().stacks) expect(here().said).toContain(`Successfully created/updated stack - ${stack}`)
        const changes = here().stacks.flatMap((stack) => stack.changes)
        process.stdout.write(
          `\n${name} on moto. Changed for it, and so resting on cfn-lint, validate and cdk-nag alone:\n${listed(changes)}`,
        )
      })

      test('what was kept answers through its own API with what the template says', async () => {
        for (const { name: stack, region, template } of here().stacks) {
          const at = { url: moto.url, region }
          const about = ['--stack-name', stack]
          const asked = [
            ['cloudformation', 'describe-stacks', ...about],
            ['cloudformation', 'list-stack-resources', ...about],
          ]
          const [state, listing] = await awsCalls(asked, at)
          expect(Stacks.parse(state).Stacks.map(({ StackStatus: status }) => status)).toEqual(['CREATE_COMPLETE'])
          const made = Listing.parse(listing).StackResourceSummaries
          expect(made.filter(({ ResourceStatus: status }) => status !== 'CREATE_COMPLETE')).toEqual([])
          const ids = Object.fromEntries(made.map(({ LogicalResourceId: id, PhysicalResourceId: physical = '' }) => [id, physical]))
          const questions = questionsOf({ stack, region, template, ids })
          expect(questions.length).toBe(Object.keys(template.Resources).length)
          const answers = await awsCalls(
            questions.map(({ call }) => call),
            at,
          )
          const found = questions.map((question, index) => [question.id, question.found(answers[index])] as const)
          expect(Object.fromEntries(found)).toEqual(Object.fromEntries(questions.map(({ id, expected }) => [id, expected])))
        }
      })

      test('every shell block of its README is shell, and what moto takes runs', async () => {
        const { printed, example, cwd, stacks } = here()
        for (const { command } of printed) {
          expect(await run('bash', ['-n', '-c', command], { env: { PATH: process.env['PATH'] ?? '' } })).toMatchObject({
            code: 0,
            stderr: '',
          })
          const begun = command.replaceAll(/\\\n\s*/g, ' ').split('\n')
          expect(begun.filter((line) => !PROGRAMS.test(line))).toEqual([])
        }
        const at = { url: moto.url, region: example.region, cwd }
        const inUse = printed.filter(({ section }) => section !== 'Deploy' && section !== 'Tear down')
        const running = inUse.filter((one) => notRun(one) === undefined)
        await withOutputs(here(), moto)
        const outputs = await standInOutputs(templateOf(stacks[0]?.text ?? ''), at)
        const { code, stdout, stderr } = await session(running, outputs, at)
        expect({ code, stderr, stdout }).toMatchObject({ code: 0, stderr: '' })
        const lines = inUse.map((one) => `  ${notRun(one) === undefined ? 'ran' : 'not run'}: ${one.title}${because(notRun(one)?.why)}\n`)
        process.stdout.write(`\n${name} on moto. Of its README:\n${lines.join('')}`)
      })

      test('its teardown commands delete the stack', async () => {
        const { printed, example, cwd, stacks } = here()
        const words = printed.filter(({ section }) => section === 'Tear down').map(({ command }) => command)
        expect(words).not.toEqual([])
        await withoutRouteTables(here(), moto)
        expect(await shell(words.join('\n'), { url: moto.url, region: example.region, cwd })).toMatchObject({ code: 0, stderr: '' })
        for (const { name: stack, region } of stacks) {
          const asked = awsCalls([['cloudformation', 'describe-stacks', '--stack-name', stack]], { url: moto.url, region })
          await expect(asked).rejects.toThrow(`Stack with id ${stack} does not exist`)
        }
      })
    })

  test('nothing is left out that the READMEs do not print', () => {
    const printed = Object.values(deployed).flatMap((one) => one.printed)
    expect(NOT_RUN.filter(({ command }) => !printed.some((one) => command.test(one.command)))).toEqual([])
  })
})

const because = (why: string | undefined): string => (why === undefined ? '' : `; ${why}`)
const stackName = (name: string, file: string): string => (file === 'template.yaml' ? name : `${name}-edge`)

/** moto knows the outputs of a stack that was updated, and none of one that a change set made: so an update that changes nothing follows. */
async function withOutputs({ stacks, cwd }: Deployed, { url }: Moto): Promise<void> {
  for (const { name, file, region } of stacks) {
    const update = ['cloudformation', 'update-stack', '--stack-name', name, '--template-body', `file://${join(cwd, file)}`]
    await awsCalls([update], { url, region })
  }
}

const Tables = z.object({
  RouteTables: z.array(z.object({ RouteTableId: z.string(), Associations: z.array(z.object({ Main: z.boolean() })) })),
})

/** moto leaves route tables when it deletes their stack, and then finds the VPC in use. */
async function withoutRouteTables({ stacks }: Deployed, { url }: Moto): Promise<void> {
  for (const { region } of stacks) {
    const [answer] = await awsCalls([['ec2', 'describe-route-tables']], { url, region })
    const own = Tables.parse(answer).RouteTables.filter(({ Associations: all }) => all.every(({ Main: main }) => !main))
    await awsCalls(
      own.map(({ RouteTableId: id }) => ['ec2', 'delete-route-table', '--route-table-id', id]),
      { url, region },
    )
  }
}

/** One line for each kind of change. */
function listed(changes: readonly Change[]): string {
  const lines = new Map<string, string[]>()
  for (const { at, type, what, why } of changes) {
    const line = `${type}, ${what}: ${why}`
    lines.set(line, [...(lines.get(line) ?? []), at])
  }
  return [...lines].map(([line, at]) => `  ${line} (${at.join(', ')})\n`).join('')
}
