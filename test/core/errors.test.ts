import { describe, expect, test } from 'vitest'
import { ERRORS, hasErrors, invariant, StanchionError } from '#core/index.js'

/** Exit codes of the command line (design, section 8) by the first word of an error code. */
const EXITS: Readonly<Record<string, number>> = { usage: 2, input: 3, refused: 4, aws: 5, catalog: 70, internal: 70 }

describe.each(Object.entries(ERRORS))('error %s', (code, { exit }) => {
  test('is named group.kebab-case and leaves with the exit code of its group', () => {
    expect(code).toMatch(/^[a-z]+\.[a-z]+(-[a-z]+)*$/)
    expect(exit).toBe(EXITS[code.split('.')[0] ?? ''])
  })
})

test('an error carries its code, exit code, details and cause', () => {
  const cause = new TypeError('underneath')
  const error = new StanchionError('input.unreadable', 'cannot read "x"', { cause, details: { file: 'x' } })
  expect(error).toBeInstanceOf(Error)
  expect({ code: error.code, exit: error.exit, details: error.details, cause: error.cause, name: error.name }).toEqual({
    code: 'input.unreadable',
    exit: 3,
    details: { file: 'x' },
    cause,
    name: 'StanchionError',
  })
  expect(Object.hasOwn(new StanchionError('input.invalid', 'x'), 'cause')).toBe(false)
})

test('a broken invariant is our own bug', () => {
  expect(() => invariant(false, 'cannot be')).toThrow(expect.objectContaining({ code: 'internal.invariant', exit: 70 }))
  expect(() => invariant(true, 'holds')).not.toThrow()
})

test('only diagnostics of severity error count as errors', () => {
  const of = (severity: 'error' | 'warning' | 'info'): { code: string; severity: typeof severity; message: string } => ({
    code: 'x',
    severity,
    message: 'x',
  })
  expect(hasErrors([])).toBe(false)
  expect(hasErrors([of('warning'), of('info')])).toBe(false)
  expect(hasErrors([of('warning'), of('error')])).toBe(true)
})
