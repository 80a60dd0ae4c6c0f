import * as z from 'zod'

/**
 * The top level of an output schema. A list of tools is read in every session of an agent, whole; what is inside a list or a map is shown by the
 * output itself, and the reference page has all of it.
 */
export function outlineOf(output: z.ZodObject): z.ZodObject {
  return z.looseObject(Object.fromEntries(Object.entries(output.shape).map(([key, schema]) => [key, outlined(schema)])))
}

function outlined(schema: z.core.$ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional) return outlined(schema.unwrap()).optional()
  if (schema instanceof z.ZodArray) return z.array(z.unknown())
  if (schema instanceof z.ZodString) return z.string()
  if (schema instanceof z.ZodNumber) return z.number()
  if (schema instanceof z.ZodBoolean) return z.boolean()
  return z.unknown()
}
