// Copies what is not compiled: fonts, the kit's script and their licences.
import { cpSync, mkdirSync } from "node:fs";
const modules = "node_modules/";
const out = "../static/";
mkdirSync(out + "fonts", { recursive: true });
for (const set of ["latin", "latin-ext"])
  for (const weight of [400, 700]) {
    const name = `source-sans-3-${set}-${weight}-normal.woff2`;
    cpSync(`${modules}@fontsource/source-sans-3/files/${name}`, `${out}fonts/${name}`);
  }
cpSync(`${modules}@fontsource/source-sans-3/LICENSE`, `${out}fonts/OFL.txt`);
cpSync(`${modules}govuk-frontend/dist/govuk/govuk-frontend.min.js`, `${out}govuk-frontend.min.js`);
