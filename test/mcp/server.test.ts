import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { REPOSITORY } from '../support/run.js'

type Era = 'legacy' | { pin: string }
const ERAS: readonly { readonly name: string; readonly mode: Era }[] = [
  { name: '2025-11-25', mode: 'legacy' },
  { name: '2026-07-28', mode: { pin: '2026-07-28' } },
]

let cwd: string
let clients: Client[]
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'stanchion-mcp-'))
  clients = []
})
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()))
  rmSync(cwd, { recursive: true, force: true })
})

async function connect(mode: Era = 'legacy', args: readonly string[] = []): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } })
  clients.push(client)
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [join(REPOSITORY, 'bin', 'stanchion.js'), 'mcp', ...args],
      cwd,
      env: { PATH: process.env['PATH'] ?? '' },
    }),
  )
  return client
}

function textOf(result: { content: readonly { type: string; text?: string }[] }): string {
  return result.content.map((part) => part.text ?? '').join('\n')
}

describe.each(ERAS)('protocol $name', ({ name, mode }) => {
  test('calls a tool', async () => {
    const client = await connect(mode)
    expect(client.getNegotiatedProtocolVersion()).toBe(name)
    const result = await client.callTool({ name: 'stanchion_init', arguments: { kind: 'api', name: 'orders' } })
    expect(result.structuredContent).toEqual({ file: 'orders.yaml', kind: 'api', name: 'orders' })
    expect(readdirSync(cwd)).toEqual(['orders.yaml'])
  })

  test('a wrong argument is a result that says what is wrong, not a broken connection', async () => {
    const client = await connect(mode)
    const wrong = await client.callTool({ name: 'stanchion_init', arguments: { kind: 'apu' } })
    expect(wrong.isError).toBe(true)
    expect(textOf(wrong)).toContain('kind')
    expect((await client.listTools()).tools.length).toBeGreaterThan(0)
  })
})

describe.each(ERAS)('a whole job over protocol $name', ({ mode }) => {
  test('designs, prices, reviews, validates and draws', async () => {
    writeFileSync(join(cwd, 'site.yaml'), readFileSync(join(REPOSITORY, 'examples', 'site.yaml')))
    const client = await connect(mode)
    const call = async (
      name: string,
      args: Record<string, unknown>,
    ): Promise<{ content: Record<string, unknown>; text: string; isError: boolean }> => {
      const result = await client.callTool({ name: `stanchion_${name}`, arguments: args })
      return {
        content: (result.structuredContent ?? {}) as Record<string, unknown>,
        text: textOf(result),
        isError: result.isError ?? false,
      }
    }
    const designed = await call('design', { file: 'site.yaml', out: 'out/site' })
    expect(designed).toMatchObject({ isError: false, content: { outcome: 'designed', folder: 'out/site' } })
    expect(readdirSync(join(cwd, 'out', 'site'))).toContain('template.yaml')
    const { monthly } = designed.content['chosen'] as { monthly: string }
    expect((await call('cost', { paths: ['out/site'] })).content).toMatchObject({ monthly, leftOut: 0 })
    expect(await call('review', { paths: ['out/site'] })).toMatchObject({ isError: false })
    expect((await call('validate', { paths: ['out/site'] })).content).toMatchObject({ files: [{ diagnostics: [] }] })
    expect((await call('draw', { paths: ['out/site'] })).text).toContain('flowchart')
    expect((await call('rules', {})).isError).toBe(false)
  })

  test('a target that nobody can meet is an error with the closest design', async () => {
    const text = readFileSync(join(REPOSITORY, 'examples', 'site.yaml'), 'utf8').replace(/budget: .*/, 'budget: 1 USD/month')
    writeFileSync(join(cwd, 'site.yaml'), text)
    const client = await connect(mode)
    const result = await client.callTool({ name: 'stanchion_design', arguments: { file: 'site.yaml', out: 'out' } })
    expect(result).toMatchObject({ isError: true, structuredContent: { outcome: 'unreachable' } })
    expect(readdirSync(cwd)).toEqual(['site.yaml'])
  })
})

const NETWORK = ['stanchion_cost_bill', 'stanchion_prices_sync']

describe('the tools', () => {
  test('are the operations, with schemas, hints and short enough to be read every time', async () => {
    const client = await connect()
    const { tools } = await client.listTools()
    expect(tools.map((tool) => tool.name).toSorted()).toEqual(
      [
        'cost',
        'cost_bill',
        'design',
        'draw',
        'expand',
        'graph',
        'init',
        'prices_show',
        'prices_status',
        'prices_sync',
        'review',
        'rules',
        'validate',
      ].map((name) => `stanchion_${name}`),
    )
    for (const tool of tools) {
      expect(tool.outputSchema, tool.name).toMatchObject({ type: 'object' })
      expect(tool.description, tool.name).toBeTruthy()
      expect(tool.annotations, tool.name).toMatchObject({ openWorldHint: NETWORK.includes(tool.name), idempotentHint: true })
    }
    const readOnly = tools.filter((tool) => tool.annotations?.readOnlyHint === true).map((tool) => tool.name)
    expect(readOnly.toSorted()).toEqual(
      ['cost', 'cost_bill', 'expand', 'graph', 'prices_show', 'prices_status', 'review', 'rules', 'validate'].map(
        (name) => `stanchion_${name}`,
      ),
    )
    // About 3.6 characters a token for JSON: 6,000 tokens.
    expect(JSON.stringify(tools).length).toBeLessThan(6_000 * 3.6)
  })

  test('an error has its code and what to do', async () => {
    writeFileSync(join(cwd, 'orders.yaml'), 'mine')
    const client = await connect()
    const result = await client.callTool({ name: 'stanchion_init', arguments: { kind: 'api', name: 'orders' } })
    expect(result.isError).toBe(true)
    expect(textOf(result)).toContain('"orders.yaml" exists already')
    expect(textOf(result)).toContain('code: usage.path-not-writable')
    expect(readFileSync(join(cwd, 'orders.yaml'), 'utf8')).toBe('mine')
  })
})

describe('files', () => {
  test.each([{ path: '../outside.yaml' }, { path: join(tmpdir(), 'stanchion-outside.yaml') }])('$path is refused', async ({ path }) => {
    const client = await connect()
    const result = await client.callTool({ name: 'stanchion_init', arguments: { kind: 'api', file: path } })
    expect(result.isError).toBe(true)
    expect(textOf(result)).toContain('outside the folders that this server may use')
  })

  test('--root names the folders instead', async () => {
    const other = mkdtempSync(join(tmpdir(), 'stanchion-root-'))
    const client = await connect('legacy', ['--root', other])
    const inside = await client.callTool({ name: 'stanchion_init', arguments: { kind: 'api', file: join(other, 'a.yaml') } })
    const outside = await client.callTool({ name: 'stanchion_init', arguments: { kind: 'api', file: 'a.yaml' } })
    rmSync(other, { recursive: true })
    expect([inside.isError ?? false, outside.isError]).toEqual([false, true])
    expect(readdirSync(cwd)).toEqual([])
  })

  test('prices are synced to and from folders below the root, and to nowhere unless one is named', async () => {
    const client = await connect()
    const call = async (args: object): Promise<string> =>
      textOf(await client.callTool({ name: 'stanchion_prices_sync', arguments: { services: ['vpc'], ...args } }))
    expect(await call({ from: '.' })).toContain('there is no folder for the data of this user here')
    expect(await call({ from: tmpdir(), to: 'book' })).toContain('outside the folders that this server may use')
    expect(await call({ from: '.', to: join(tmpdir(), 'stanchion-book') })).toContain('outside the folders that this server may use')
    expect(readdirSync(cwd)).toEqual([])
  })

  test('standard input is the protocol and cannot be read', async () => {
    const client = await connect()
    const result = await client.callTool({ name: 'stanchion_validate', arguments: { paths: ['-'] } })
    expect(result.isError).toBe(true)
    expect(textOf(result)).toContain('standard input cannot be read here')
  })
})
