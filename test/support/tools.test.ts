import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aws, type Moto, shell, startMoto } from './moto.js'
import { cfnLint, haveVenv } from './python.js'

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stanchion-tools-'))
})

afterAll(async () => {
  await rm(folder, { recursive: true })
})

describe.skipIf(!haveVenv())('cfn-lint', () => {
  test('finds what is wrong and where, in all files at once', async () => {
    const good = join(folder, 'good.yaml')
    const bad = join(folder, 'bad.yaml')
    await writeFile(good, 'Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n')
    await writeFile(bad, 'Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: many\n')
    expect(await cfnLint([good, bad], 'eu-west-1')).toEqual([
      {
        rule: 'E3012',
        level: 'Error',
        message: "'many' is not of type 'integer'",
        file: bad,
        line: 5,
        path: 'Resources/Queue/Properties/DelaySeconds',
      },
    ])
  })

  test('rejects a file that it cannot open', async () => {
    await expect(cfnLint([join(folder, 'absent.yaml')], 'eu-west-1')).rejects.toThrow('absent.yaml')
  })
})

describe.skipIf(!haveVenv())('moto', () => {
  let moto: Moto
  beforeAll(async () => {
    moto = await startMoto()
  })
  afterAll(() => moto.stop())

  test('takes a deployment by the AWS command line and answers about what was made', async () => {
    await writeFile(
      join(folder, 'stack.yaml'),
      'Parameters:\n  Delay:\n    Type: Number\nResources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: later\n      DelaySeconds: !Ref Delay\n',
    )
    const at = { url: moto.url, region: 'eu-west-1', cwd: folder }
    const deployed = await shell(
      'aws cloudformation deploy --stack-name late --template-file stack.yaml \\\n  --parameter-overrides Delay=7',
      at,
    )
    expect(deployed).toMatchObject({ code: 0, stderr: '' })
    const asked = await aws(
      ['sqs', 'get-queue-attributes', '--queue-url', `${moto.url}/123456789012/later`, '--attribute-names', 'DelaySeconds'],
      at,
    )
    expect(asked).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(asked.stdout)).toEqual({ Attributes: { DelaySeconds: '7' } })
    await moto.reset()
    expect((await aws(['sqs', 'list-queues', '--output', 'json'], at)).stdout).toBe('')
  })
})
