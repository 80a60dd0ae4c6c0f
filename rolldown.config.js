import { defineConfig } from 'rolldown'

// One small entry chunk, everything else lazy; node_modules are bundled so that a cold start reads a handful of files.
export default defineConfig({
  input: { cli: 'src/cli/main.ts' },
  platform: 'node',
  output: { dir: 'dist', format: 'esm', cleanDir: true, chunkFileNames: 'chunks/[name]-[hash].js' },
})
