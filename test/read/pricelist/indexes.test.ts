import { describe, expect, test } from 'vitest'
import { csvPath, readIndex, readRegionIndex } from '#read/pricelist/index.js'
import { listFiles } from '../../support/price-list.js'

const FILES = listFiles({ AmazonEC2: { 'eu-west-1': '', 'us-east-1': '' } })

test('offers and their regions', () => {
  const index = readIndex(FILES.get('/offers/v1.0/aws/index.json') ?? '')
  expect(index.get('AmazonEC2')).toEqual({
    whole: '/offers/v1.0/aws/AmazonEC2/current/index.json',
    regionIndex: '/offers/v1.0/aws/AmazonEC2/current/region_index.json',
  })
  expect([...readRegionIndex(FILES.get('/offers/v1.0/aws/AmazonEC2/current/region_index.json') ?? '', 'AmazonEC2')]).toEqual([
    ['eu-west-1', '/offers/v1.0/aws/AmazonEC2/20260427160258/eu-west-1/index.csv'],
    ['us-east-1', '/offers/v1.0/aws/AmazonEC2/20260427160258/us-east-1/index.csv'],
  ])
})

test('an offer without regions has one file', () => {
  const index = readIndex(JSON.stringify({ offers: { AWSShield: { currentVersionUrl: '/offers/v1.0/aws/AWSShield/current/index.json' } } }))
  expect(index.get('AWSShield')).toEqual({ whole: '/offers/v1.0/aws/AWSShield/current/index.json', regionIndex: undefined })
  expect(csvPath('/a/index.json')).toBe('/a/index.csv')
})

describe('refused', () => {
  const region = (path: unknown): string => JSON.stringify({ regions: { 'eu-west-1': { currentVersionUrl: path } } })
  test.each([
    { name: 'no JSON', read: () => readIndex('<html>'), says: 'the index of offers of the price list is not JSON' },
    { name: 'a list', read: () => readIndex('[]'), says: 'is no object' },
    { name: 'no offers', read: () => readIndex('{}'), says: 'has no "offers"' },
    { name: 'an offer of nothing', read: () => readIndex('{"offers":{"A":1}}'), says: 'says nothing about "A"' },
    { name: 'no path', read: () => readIndex('{"offers":{"A":{}}}'), says: 'as the path of A' },
    {
      name: 'another server',
      read: () => readRegionIndex(region('https://example.com/index.json'), 'A'),
      says: '"https://example.com/index.json"',
    },
    {
      name: 'a way up',
      read: () => readRegionIndex(region('/offers/../../secret.json'), 'A'),
      says: '"/offers/../../secret.json" as the path of A in eu-west-1',
    },
    { name: 'two slashes', read: () => readRegionIndex(region('//example.com/index.json'), 'A'), says: '//example.com' },
    { name: 'regions as a list', read: () => readRegionIndex('{"regions":[]}', 'A'), says: 'has no "regions"' },
  ])('$name', ({ read, says }) => {
    expect(read).toThrow(expect.objectContaining({ code: 'input.invalid', message: expect.stringContaining(says) }))
  })
})
