// Entry point of the page of regions: mounts `Page.svelte`.
import { mount } from 'svelte';
import '../look/base.css';
import { language } from '../language/language.svelte';
import Page from './Page.svelte';

language.begin();
const target = document.getElementById('app');
if (target) mount(Page, { target });
