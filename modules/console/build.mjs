// Builds src/main/web into target/classes/web: index.html, and under assets/ files whose names carry a hash of their
// content, each with a .br and a .gz beside it. `--watch` builds again whenever a source changes, without compressing.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import * as esbuild from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, 'src/main/web');
const target = join(here, 'target/classes/web');
const watch = process.argv.includes('--watch');

/** What extensions may import, by the name they use. One copy of Lit serves the console and all extensions. */
const IMPORTS = {
  lit: 'vendor/lit.js',
  'lit/directives/class-map.js': 'vendor/class-map.js',
  'lit/directives/if-defined.js': 'vendor/if-defined.js',
  'lit/directives/live.js': 'vendor/live.js',
  'lit/directives/repeat.js': 'vendor/repeat.js',
  'lit/directives/style-map.js': 'vendor/style-map.js',
  plenum: 'api.js',
};

const vendored = (name) => name.startsWith('vendor/');

/** Modules of the import map that only pass on a library. */
const vendor = {
  name: 'vendor',
  setup(build) {
    build.onResolve({ filter: /^vendor\// }, ({ path }) => ({ path, namespace: 'vendor' }));
    build.onLoad({ filter: /.*/, namespace: 'vendor' }, ({ path }) => {
      const [library] = Object.entries(IMPORTS).find(([, entry]) => entry === path);
      return { contents: `export * from '${library}';`, resolveDir: here };
    });
  },
};

/** `import paths from 'icon:server'` gives the paths of a drawing, without the markup around them. */
const icons = {
  name: 'icons',
  setup(build) {
    build.onResolve({ filter: /^icon:/ }, ({ path }) => ({ path: path.slice('icon:'.length), namespace: 'icon' }));
    build.onLoad({ filter: /.*/, namespace: 'icon' }, ({ path }) => {
      const svg = readFileSync(join(here, 'node_modules/heroicons/24/outline', `${path}.svg`), 'utf8');
      const paths = [...svg.matchAll(/ d="([^"]+)"/g)].map(([, d]) => d);
      if (!paths.length) {
        throw new Error(`The icon ${path} has no path.`);
      }
      return { contents: JSON.stringify(paths), loader: 'json' };
    });
  },
};

/** Literals of `css` lose their comments and line breaks; esbuild leaves them as they are. */
const tersely = {
  name: 'tersely',
  setup(build) {
    build.onLoad({ filter: /\.js$/ }, async ({ path }) => {
      if (watch || !path.startsWith(source)) {
        return undefined;
      }
      const text = await readFile(path, 'utf8');
      const contents = text.replaceAll(/\bcss`([^`]*)`/g, (_, css) => `css\`${terse(css)}\``);
      return { contents, loader: 'js' };
    });
  },
};

function terse(css) {
  return css
    .replaceAll(/\/\*[^]*?\*\//g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};,]) ?/g, '$1')
    .replaceAll(/: /g, ':')
    .trim();
}

const common = {
  absWorkingDir: here,
  bundle: true,
  minify: !watch,
  sourcemap: watch ? 'inline' : false,
  target: ['es2022', 'chrome123', 'firefox121', 'safari17.5'],
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  write: false,
  outdir: join(target, 'assets'),
  logLevel: 'warning',
};

const modules = {
  ...common,
  entryPoints: [
    { in: join(source, 'main.js'), out: 'main' },
    ...Object.values(IMPORTS).map((entry) =>
      vendored(entry)
        ? { in: entry, out: basename(entry, '.js') }
        : { in: join(source, entry), out: `plenum-${basename(entry, '.js')}` },
    ),
  ],
  format: 'esm',
  splitting: true,
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  plugins: [vendor, icons, tersely],
};

/** What has to be there before the first paint. */
const early = {
  ...common,
  entryPoints: [
    { in: join(source, 'styles/index.css'), out: 'style' },
    { in: join(source, 'theme.js'), out: 'theme' },
  ],
  format: 'iife',
  entryNames: '[name]-[hash]',
};

const compress = {
  '.br': (bytes) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  '.gz': (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

/** The files that no build makes: put there under a name with a hash. */
async function images() {
  const files = [];
  for (const name of (await readdir(join(source, 'images'))).sort()) {
    const contents = await readFile(join(source, 'images', name));
    const hash = createHash('sha256').update(contents).digest('hex').slice(0, 8);
    files.push({ name, path: join(target, 'assets', name.replace(/(\.\w+)$/, `-${hash}$1`)), contents });
  }
  return files;
}

function addresses(outputs) {
  const byEntry = new Map();
  for (const [file, { entryPoint }] of Object.entries(outputs)) {
    if (entryPoint && !file.endsWith('.map')) {
      byEntry.set(entryPoint.replace(/^vendor:/, '').replace(/^src\/main\/web\//, ''), address(join(here, file)));
    }
  }
  return byEntry;
}

const address = (file) => '/console/' + relative(target, file).replaceAll('\\', '/');

/** What main.js needs at once, so that the browser need not find out step by step. */
function preloads(outputs, main) {
  const found = new Set();
  const visit = (file) => {
    for (const { path, kind } of outputs[file].imports) {
      if (kind === 'import-statement' && !found.has(path)) {
        found.add(path);
        visit(path);
      }
    }
  };
  visit(Object.keys(outputs).find((file) => address(join(here, file)) === main));
  return [...found].map((file) => address(join(here, file))).sort();
}

async function page(moduleOutputs, earlyOutputs, drawn) {
  const byEntry = new Map([...addresses(moduleOutputs), ...addresses(earlyOutputs)]);
  const importMap = {
    imports: Object.fromEntries(Object.entries(IMPORTS).map(([name, entry]) => [name, byEntry.get(entry)])),
  };
  const main = byEntry.get('main.js');
  const values = {
    importMap: JSON.stringify(importMap),
    main,
    style: byEntry.get('styles/index.css'),
    theme: byEntry.get('theme.js'),
    icon: address(drawn.find(({ name }) => name === 'icon.svg').path),
    preloads: preloads(moduleOutputs, main)
      .map((file) => `<link rel="modulepreload" href="${file}">`)
      .join('\n    '),
  };
  const template = await readFile(join(source, 'index.html'), 'utf8');
  return template.replaceAll(/\{\{(\w+)\}\}/g, (whole, name) => values[name] ?? whole);
}

async function write(moduleResult, earlyResult) {
  const drawn = await images();
  const files = [...moduleResult.outputFiles, ...earlyResult.outputFiles, ...drawn];
  const html = await page(moduleResult.metafile.outputs, earlyResult.metafile.outputs, drawn);
  await rm(target, { recursive: true, force: true });
  await mkdir(join(target, 'assets'), { recursive: true });
  await Promise.all(
    files.flatMap(({ path, contents }) => [
      writeFile(path, contents),
      ...(watch ? [] : Object.entries(compress)).map(async ([ending, squeeze]) =>
        writeFile(path + ending, await squeeze(contents)),
      ),
    ]),
  );
  // The last one: Maven takes its time for that of the build, so what is not fit to be shipped is made to look old.
  await writeFile(join(target, 'index.html'), html);
  if (watch) {
    await utimes(join(target, 'index.html'), 0, 0);
  }
}

if (watch) {
  let styles;
  const writer = {
    name: 'writer',
    setup(build) {
      build.onEnd(async (result) => {
        if (!result.errors.length) {
          styles = await esbuild.build(early);
          await write(result, styles);
          console.log(`${new Date().toLocaleTimeString()} built`);
        }
      });
    },
  };
  const context = await esbuild.context({ ...modules, plugins: [...modules.plugins, writer] });
  await context.watch();
} else {
  await write(...(await Promise.all([esbuild.build(modules), esbuild.build(early)])));
}
