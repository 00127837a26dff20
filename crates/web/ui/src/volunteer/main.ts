// Entry point of the volunteer's page: mounts `Page.svelte` and registers the service worker (`offline-worker.ts`).
import { mount } from 'svelte';
import '../look/base.css';
import { language } from '../language/language.svelte';
import { here } from '../wire/region';
import './volunteer.css';
import Page from './Page.svelte';

language.begin();
const target = document.getElementById('app');
if (target) mount(Page, { target });

// Only a page served over HTTPS (or from this very machine) may work without a network.
if ('serviceWorker' in navigator) {
  navigator.serviceWorker.register('/sw.js', { scope: here('/r') }).catch(() => undefined);
}
