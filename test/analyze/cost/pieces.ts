import { type Bill, billOf, quantitiesOf } from '#analyze/cost/index.js'
import { type JsonObject, usdText } from '#core/index.js'
import { expect } from 'vitest'
import { testCatalog } from '../../support/catalog.js'
import { type Stack, stackOf, stated } from './support.js'

/** Pieces of architectures that the published figures are made of. */
export const book = testCatalog().prices
export const ALWAYS_FREE = testCatalog().freeTiers('always')

export type Stated = Readonly<Record<string, Readonly<Record<string, number | string>>>>

export function monthlyOf(stack: Stack, usage: Stated = {}, freeTier?: readonly string[]): number {
  return dollars(billed(stack, usage, freeTier))
}

export function billed(stack: Stack, usage: Stated = {}, freeTier?: readonly string[]): Bill {
  const q = stackOf(stack)
  return billOf(
    q,
    quantitiesOf(q, undefined, stated(usage)),
    book,
    freeTier === undefined ? {} : { freeTiers: ALWAYS_FREE.filter(({ service }) => freeTier.includes(service)) },
  )
}

export function dollars(bill: Bill): number {
  return Number(usdText(bill.monthly))
}

/** Within 1% of the figure, or within half of its last printed cent. */
export function expectClose(actual: number, figure: number): void {
  expect(Math.abs(actual - figure)).toBeLessThanOrEqual(Math.max(figure * 0.01, 0.005))
}

export const fn = (memory: number, more: JsonObject = {}): readonly [string, JsonObject] => [
  'AWS::Lambda::Function',
  { MemorySize: memory, LoggingConfig: { LogGroup: { Ref: 'Log' } }, ...more },
]
export const log: readonly [string, JsonObject] = ['AWS::Logs::LogGroup', { RetentionInDays: 30 }]
export const httpApi: readonly [string, JsonObject] = ['AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' }]
export const restApi: readonly [string] = ['AWS::ApiGateway::RestApi']
export const table = (more: JsonObject = {}): readonly [string, JsonObject] => [
  'AWS::DynamoDB::Table',
  { BillingMode: 'PAY_PER_REQUEST', ...more },
]

/** Lambda and log usage of `millions` of requests of `ms` each. */
export const work = (millions: number, ms: number): Stated => ({
  Fn: { requests: millions * 1e6, durationMs: ms },
  Log: { ingestedGb: millions, storedGb: millions * 0.15 },
  Api: { requests: millions * 1e6, internetOutGb: 0 },
})
/** 70% reads, eventually consistent, half a unit each; 30% writes of one unit. */
export const mix = (millions: number, gb = 0): Stated => ({
  Table: { readUnits: millions * 1e6 * 0.7 * 0.5, writeUnits: millions * 1e6 * 0.3, storedGb: gb },
})

export function nat(count: number): Stack {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index): [string, Stack[string]][] => [
      [`Ip${index}`, ['AWS::EC2::EIP']],
      [`Nat${index}`, ['AWS::EC2::NatGateway', { AllocationId: { 'Fn::GetAtt': [`Ip${index}`, 'AllocationId'] } }]],
    ]).flat(),
  )
}
export const natUsage = (count: number, gb: number): Stated =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`Nat${index}`, { processedGb: gb / count }]))

export function alb(zones: number): Stack {
  return { Alb: ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Subnets: Array.from({ length: zones }, (_, index) => `subnet-${index}`) }] }
}
export const albUsage = (capacityUnits: number): Stated => ({ Alb: { capacityUnits, internetOutGb: 0 } })

export function tasks(count: number, cpu: string, memory: string, more: JsonObject = {}): Stack {
  return {
    Task: ['AWS::ECS::TaskDefinition', { Cpu: cpu, Memory: memory }],
    Service: ['AWS::ECS::Service', { LaunchType: 'FARGATE', DesiredCount: count, TaskDefinition: { Ref: 'Task' }, ...more }],
  }
}
export const publicTasks: JsonObject = {
  NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'ENABLED', Subnets: ['subnet-0'] } },
}

export function postgres(type: string, gb: number, multiAz: boolean): Stack {
  return {
    Db: [
      'AWS::RDS::DBInstance',
      { Engine: 'postgres', DBInstanceClass: type, AllocatedStorage: String(gb), StorageType: 'gp2', MultiAZ: multiAz },
    ],
  }
}
export const noBackups: Stated = { Db: { backupGb: 0 } }
