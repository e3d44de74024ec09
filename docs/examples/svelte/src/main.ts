import { mount } from 'svelte';
import App from './App.svelte';

const server = import.meta.env['VITE_DATELINE'] ?? 'http://localhost:3000';
const feed = import.meta.env['VITE_FEED'] ?? 'tarnhaven';
const target = document.querySelector('#app');
if (target !== null) mount(App, { target, props: { server, feed } });
