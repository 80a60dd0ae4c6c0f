import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const range = (length) => Array.from({ length }, (_, index) => index)
const named = (names, make) => Object.fromEntries(names.map((name, index) => [name, make(index)]))
const equals = (parameter, text) => ({ 'Fn::Equals': [{ Ref: parameter }, text] })

/** Conditions that stand on each other, over 30 parameters, each the guard of a bucket with choices up to four deep; or the same buckets without any. */
export function chained(count = 40) {
  const condition = (index) => {
    const own = equals(`P${index % 30}`, index < 30 ? 'b' : 'c')
    const before = { Condition: `C${index - 1}` }
    if (index === 0) return own
    return index % 3 === 0 ? { 'Fn::And': [before, own] } : index % 3 === 1 ? { 'Fn::Or': [before, own] } : { 'Fn::Not': [before] }
  }
  const leaf = (index, depth) =>
    depth === 0 ? `leaf-${index}` : { 'Fn::If': [`C${(index * 7 + depth * 11) % count}`, leaf(index, depth - 1), { Ref: 'AWS::NoValue' }] }
  const bucket = (value) => ({ Type: 'AWS::S3::Bucket', Properties: { BucketName: value(4), Tags: [{ Key: 'a', Value: value(3) }] } })
  const buckets = range(count).map((index) => `R${index}`)
  return {
    conditions: {
      Parameters: named(
        range(30).map((index) => `P${index}`),
        () => ({ Type: 'String', Default: 'a' }),
      ),
      Conditions: named(
        range(count).map((index) => `C${index}`),
        condition,
      ),
      Resources: named(buckets, (index) => ({ Condition: `C${index}`, ...bucket((depth) => leaf(index, depth)) })),
    },
    plain: { Resources: named(buckets, (index) => bucket(() => `leaf-${index}`)) },
  }
}

/** A template with 26 nested stacks of 40 conditions and 40 resources each; the path of the outermost. */
export function nested(folder) {
  mkdirSync(folder, { recursive: true })
  const names = range(40)
  const inner = {
    Parameters: { Stage: { Type: 'String' } },
    Conditions: named(
      names.map((index) => `C${index}`),
      (index) => {
        const own = equals('Stage', `v${index % 5}`)
        return index === 0 ? own : { 'Fn::Or': [{ Condition: `C${index - 1}` }, own] }
      },
    ),
    Resources: named(
      names.map((index) => `R${index}`),
      (index) => ({ Type: 'AWS::SQS::Queue', Condition: `C${index}`, Properties: { DelaySeconds: { 'Fn::If': ['C7', 1, 2] } } }),
    ),
  }
  const stacks = range(26)
  for (const index of stacks) writeFileSync(join(folder, `inner-${index}.json`), JSON.stringify(inner))
  const outer = {
    Parameters: named(
      stacks.map((index) => `P${index}`),
      () => ({ Type: 'String', Default: 'x' }),
    ),
    Resources: named(
      stacks.map((index) => `S${index}`),
      (index) => ({
        Type: 'AWS::CloudFormation::Stack',
        Properties: { TemplateURL: `inner-${index}.json`, Parameters: { Stage: { Ref: `P${index}` } } },
      }),
    ),
  }
  const file = join(folder, 'outer.json')
  writeFileSync(file, JSON.stringify(outer))
  return file
}
