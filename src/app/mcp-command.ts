import * as z from 'zod'
import type { Described } from './described.js'

/** `stanchion mcp` serves the operations and is none itself. */
export const MCP_COMMAND: Described = {
  name: 'mcp',
  about: 'Serve every operation to coding agents, as MCP tools over standard input and output.',
  input: z.strictObject({
    root: z
      .array(z.string().min(1))
      .default([])
      .describe('A folder that the tools may read and write; can be given more than once. Without it: the working directory.'),
  }),
  examples: [
    { about: 'Serve the project in the working directory', command: 'stanchion mcp' },
    { about: 'Serve one folder', command: 'stanchion mcp --root infrastructure' },
  ],
  cli: { placeholders: { root: 'DIR' } },
}
