import type { JsonObject } from '#core/index.js'
import type { Stack } from '../support.js'

/** A month of a small template, worked out by hand: quantities times list prices, each part of `sum` one line or one tier of one. */
export interface Total {
  readonly name: string
  /** Page of aws.amazon.com that states the prices. */
  readonly page: string
  readonly region?: string
  readonly stack: Stack
  readonly usage?: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly sum: readonly number[]
  readonly monthly: string
  /** Lines that the price book has no price for. */
  readonly leftOut?: number
}

export const ref = (id: string): JsonObject => ({ Ref: id })
export const get = (id: string, attribute: string): JsonObject => ({ 'Fn::GetAtt': [id, attribute] })

/** A disk of an instance in a launch template or on the instance. */
export const disk = (gigabytes: number, type = 'gp3'): JsonObject => ({
  DeviceName: '/dev/xvda',
  Ebs: { VolumeSize: gigabytes, VolumeType: type },
})
