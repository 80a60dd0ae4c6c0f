import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commandShape, loadOperation, loadOperations, MCP_COMMAND, OPERATION_NAMES, referencePage } from '#app/index.js'
import { REPOSITORY } from '../support/run.js'

test('the reference page is the one of these operations (vitest -u writes it)', async () => {
  await expect(referencePage(await loadOperations(), [MCP_COMMAND])).toMatchFileSnapshot(
    join(REPOSITORY, 'docs', 'generated', 'operations.md'),
  )
})

describe.each(OPERATION_NAMES)('%s', (name) => {
  test('is registered under its own name', async () => {
    expect((await loadOperation(name))?.name).toBe(name)
  })

  test('says what every argument is, and has examples of itself', async () => {
    const operation = (await loadOperation(name))!
    const { positional, flags } = commandShape(operation)
    for (const argument of [...(positional === undefined ? [] : [positional]), ...flags]) expect(argument.about, argument.key).not.toBe('')
    expect(operation.examples.length).toBeGreaterThan(0)
    for (const { command } of operation.examples) expect(command).toMatch(new RegExp(`^stanchion ${name}( |$)`))
  })
})

test('an operation that is not there is not loaded from the prototype', async () => {
  expect(await loadOperation('toString')).toBeUndefined()
})
