// Build of the three pages (console, volunteer's page, choice of a region) and of the volunteer's service worker, the
// proxy of the development server, and settings of the tests.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** While developing, calls go to a running `karavan serve`. */
const server = process.env.KARAVAN_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [svelte()],
  // MapLibre's own worker is an ES module; bundled any other way the map stays blank.
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['maplibre-gl'] },
  build: {
    target: ['chrome87', 'firefox90', 'safari14.1'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // What is bundled here is other people's work; their terms travel with it.
    license: { fileName: 'licenses.txt' },
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: { console: 'index.html', volunteer: 'r.html', regions: 'regions.html', sw: 'src/volunteer/offline-worker.ts' },
      output: {
        // A service worker rules the folder it lies in, so it stays at the root and keeps its name.
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { proxy: { '/v1': server, '/docs': server, '/openapi.json': server } },
  // A busy machine is slow and not wrong.
  test: { include: ['tests/**/*.test.ts'], testTimeout: 120_000 },
} as Parameters<typeof defineConfig>[0]);
