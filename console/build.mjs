// Checks nothing: `npm run check` does. Usage: node build.mjs [OUTPUT]
import { copyFile, cp, mkdir } from 'node:fs/promises';
import { build } from 'esbuild';

const source = 'src/main/web';
const output = process.argv[2] ?? 'target/classes/static';
/** All but the page itself, so that one rule can open them to everybody. */
const assets = `${output}/console`;

await mkdir(assets, { recursive: true });
await build({
  entryPoints: { console: `${source}/main.tsx`, style: `${source}/style.css` },
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2023',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  outdir: assets,
  logLevel: 'warning',
});
await copyFile(`${source}/index.html`, `${output}/index.html`);
await copyFile(`${source}/icon.svg`, `${assets}/icon.svg`);
await cp(`${source}/samples`, `${assets}/samples`, { recursive: true, filter: (file) => !file.endsWith('.md') });
