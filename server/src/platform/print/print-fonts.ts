import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** Bytes of the two weights that everything printed is set in (Noto Sans SC, Open Font License). */
export interface PrintFonts {
  regular: Buffer;
  bold: Buffer;
}

const files = {
  regular: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
} as const;

let loading: Promise<PrintFonts> | null = null;

/** Ten megabytes each, read once and only where something is printed. A print embeds the characters it shows. */
export function printFonts(): Promise<PrintFonts> {
  loading ??= read().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function read(): Promise<PrintFonts> {
  const { resolve } = createRequire(import.meta.url);
  const [regular, bold] = await Promise.all([
    readFile(resolve(files.regular)),
    readFile(resolve(files.bold)),
  ]);
  return { regular, bold };
}
