import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CASES } from '../support/cases.js'
import { operate } from './context.js'
import { memoryFiles } from './memory-files.js'

/** A web application as people write it down in a hurry: half of what it names is not there. */
const HASTY = `AWSTemplateFormatVersion: '2010-09-09'
Description: A shop with a database
Parameters:
  Stage:
    Type: String
    Default: live
Resources:
  Network:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.20.0.0/16
      Tags:
        - { Key: Name, Value: !Sub '\${Stage}-network' }
  Front:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      Type: application
      Subnets: !Ref OuterSubnets
      SecurityGroups:
        - !Ref FrontGroup
  Orders:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: mysql
      EngineVersion: '8.0.28'
      DBInstanceClass: db.r6g.large
      AllocatedStorage: 50
      StorageEncrypted: true
`

const WANTED = {
  'reference-missing': 2,
  'credentials-missing': 1,
  'default-network': 1,
  'engine-version': 1,
  'deletion-policy-missing': 1,
}

interface Said {
  readonly code?: string
  readonly rule?: string
  readonly resource?: string
  readonly line?: number
  readonly column?: number
}

async function saidBy(operation: string, text: string): Promise<readonly Said[]> {
  const { output } = await operate(operation, { paths: ['t.yaml'] }, memoryFiles({ 't.yaml': text }))
  const { files } = output as { files: readonly { diagnostics?: readonly Said[]; findings?: readonly Said[] }[] }
  return files.flatMap(({ diagnostics = [], findings = [] }) => [...diagnostics, ...findings])
}

/** The deployment instructions of the seed hold the template below a step. */
function templateInSeed(): string | undefined {
  const seed = CASES === undefined ? '' : join(CASES, '..', 'seeds', '002_a9c9d1cdef863ac4.txt')
  if (!existsSync(seed)) return undefined
  const lines = readFileSync(seed, 'utf8').split('\n')
  const workflow = lines.findIndex((line) => line.startsWith('### Workflow 2'))
  const from = lines.findIndex((line, index) => index > workflow && line.trim() === 'CONTENT: |') + 1
  const to = lines.findIndex((line, index) => index > from && line.startsWith('Step '))
  return lines.slice(from, to).join('\n').replaceAll(/^ {4}/gm, '')
}

const SEED = templateInSeed()

describe('an erroneous template of many parts', () => {
  const found = async (text: string): Promise<readonly Said[]> => {
    const wanted = (await saidBy('validate', text)).filter(({ code }) => code !== undefined && Object.hasOwn(WANTED, code))
    const counts = Object.fromEntries(Object.keys(WANTED).map((code) => [code, wanted.filter((each) => each.code === code).length]))
    expect(counts).toEqual(WANTED)
    for (const { line, column } of wanted) expect([line, column].every((each) => typeof each === 'number' && each > 0)).toBe(true)
    return wanted
  }

  test('everything that keeps it from working is said, with its place', async () => {
    const places = (await found(HASTY)).map(({ code, resource, line, column }) => `${line}:${column} ${code} ${resource}`)
    expect(places).toEqual([
      '18:16 reference-missing Front',
      '20:11 reference-missing Front',
      '21:3 deletion-policy-missing Orders',
      '23:5 credentials-missing Orders',
      '23:5 default-network Orders',
      '25:22 engine-version Orders',
    ])
  })

  test('a review of it says what it would cost its owners, and does not stop at the errors', async () => {
    const rules = (await saidBy('review', HASTY)).map(({ rule }) => rule)
    expect(rules).toEqual(expect.arrayContaining(['workload-has-its-own-vpc', 'database-is-protected-from-deletion', 'vpc-has-flow-log']))
  })

  test.skipIf(SEED === undefined)('the one of the seed (skipped without ../shared/seeds)', async () => {
    const wanted = await found(SEED ?? '')
    expect(new Set(wanted.map(({ resource }) => resource))).toEqual(new Set(['ALB', 'DBInstance']))
  })
})
