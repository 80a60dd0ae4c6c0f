import { join } from 'node:path'
import { expect, test } from 'vitest'
import { REPOSITORY, run } from '../support/run.js'

test('README.md shows what the product says', async () => {
  const { code, stderr } = await run(process.execPath, [join(REPOSITORY, 'tools/readme.mjs'), '--check'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
})
