// Settings of Svelte: TypeScript in components is compiled by Vite, and all components are compiled with runes.
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

export default { preprocess: vitePreprocess(), compilerOptions: { runes: true } };
