import { describe, expect, test } from 'vitest'
import { failureJson, failureOf, failureText } from '#app/index.js'
import { ERRORS, StanchionError } from '#core/index.js'
import { PAGE } from './context.js'

describe('an error that is not ours to expect', () => {
  const failure = failureOf(new TypeError('x is undefined'))

  test('is a bug: exit 70, with the request to report it and where it happened', () => {
    expect(failure).toMatchObject({ code: 'internal.invariant', exit: 70, message: 'x is undefined' })
    expect(failureText(failure, PAGE)).toMatch(/please report it[\s\S]*^\s+at /m)
  })

  test('gives machines no stack', () => {
    expect(JSON.stringify(failureJson(failure))).not.toContain('failures.test')
  })
})

test.each(Object.entries(ERRORS))('%s ends with its own exit code and prints a stack only when it is a bug', (code, { exit }) => {
  const failure = failureOf(new StanchionError(code as keyof typeof ERRORS, 'something is wrong', { details: { fix: 'change it' } }))
  expect(failure).toMatchObject({ code, exit })
  expect(/^\s+at /m.test(failureText(failure, PAGE))).toBe(exit === 70)
})

test('several lines of a message and its places are told apart', () => {
  const diagnostics = [{ code: 'c', severity: 'error', message: 'm', line: 3, column: 4 }]
  const failure = failureOf(new StanchionError('input.invalid', 'first\nsecond', { details: { files: [{ file: 'f', diagnostics }] } }))
  expect(failureText(failure, PAGE)).toBe('stanchion: first\n  second\nf:3:4 error\n  m (c)\n')
})

test('a long message is wrapped', () => {
  const failure = failureOf(new StanchionError('usage.bad-argument', 'one two three '.repeat(20).trim()))
  const lines = failureText(failure, { ...PAGE, width: 40 })
    .trimEnd()
    .split('\n')
  expect(lines.filter((line) => line.length > 40)).toEqual([])
  expect(lines.map((line) => line.trim()).join(' ')).toBe(`stanchion: ${'one two three '.repeat(20).trim()}`)
})
