// Starts the coordinator's console.
import { mount } from 'svelte';
import '../look/base.css';
import './console.css';
import Console from './Console.svelte';

const target = document.getElementById('app');
if (target) mount(Console, { target });
