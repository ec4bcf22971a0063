import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/**
 * Build of the admin page: `server/admin` → `dist/admin`, served under /admin/. In `vite dev` the API is taken from
 * the server that listens on PORT.
 */
export default defineConfig({
  root: fromRoot('server/admin'),
  base: '/admin/',
  plugins: [react()],
  resolve: {
    // Sources are named as they are after compiling (`.js`), so that every tool of the project reads the same line.
    alias: [{ find: /^#shared\/(.*)\.js$/, replacement: `${fromRoot('shared')}/$1.ts` }],
  },
  build: {
    outDir: fromRoot('dist/admin'),
    emptyOutDir: true,
    // School offices keep their computers long: browsers of 2021 must be able to read it.
    target: ['chrome90', 'edge90', 'firefox90', 'safari15'],
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': `http://127.0.0.1:${process.env.PORT ?? '3000'}` } },
});
