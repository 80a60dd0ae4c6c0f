import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isJsonObject, type Json } from '#core/index.js'
import { fargateService } from '#design/blocks/index.js'
import { GraphBuilder } from '#graph/index.js'
import { haveVenv, PYTHON_BIN } from '../../support/python.js'
import { siteAt } from './samples.js'

/** The command of the container that runs when the user gives no image. */
function command(): readonly string[] {
  const graph = new GraphBuilder()
  fargateService.sample(graph, siteAt('eu-west-1', 'prod'), { example: 0 })
  const containers = graph.properties('WebTask')['ContainerDefinitions']
  const [container]: readonly (Json | undefined)[] = Array.isArray(containers) ? containers : []
  const list = isJsonObject(container) ? container['Command'] : undefined
  return Array.isArray(list) ? list.map(String) : []
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

async function answer(url: string): Promise<unknown> {
  for (let tries = 0; tries < 100; tries += 1) {
    const response = await fetch(url).catch(() => undefined)
    if (response !== undefined) return { status: response.status, body: await response.json() }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return undefined
}

test.skipIf(!haveVenv())(
  'the first server answers its health check and every other path, and says whether it reaches a database',
  async () => {
    const [port, closed] = [await freePort(), await freePort()]
    const [, ...args] = command()
    const child = spawn(join(PYTHON_BIN, 'python'), args, {
      env: { PORT: String(port), HEALTH_PATH: '/health', DB_HOST: '127.0.0.1', DB_PORT: String(closed) },
      stdio: 'ignore',
    })
    try {
      const base = `http://127.0.0.1:${port}`
      expect(await answer(`${base}/health`)).toEqual({ status: 200, body: { status: 'ok' } })
      expect(await answer(`${base}/orders?x=1`)).toEqual({
        status: 200,
        body: { message: 'it works', path: '/orders?x=1', database: 'not reached' },
      })
    } finally {
      child.kill()
    }
  },
)
