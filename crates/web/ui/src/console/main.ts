// Entry point of the coordinator's console: mounts `Console.svelte`.
import { mount } from 'svelte';
import '../look/base.css';
import { language } from '../language/language.svelte';
import './console.css';
import Console from './Console.svelte';

language.begin();
const target = document.getElementById('app');
if (target) mount(Console, { target });
