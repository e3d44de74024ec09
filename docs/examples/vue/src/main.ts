import { createApp } from 'vue';
import App from './App.vue';

const server = import.meta.env['VITE_DATELINE'] ?? 'http://localhost:3000';
const feed = import.meta.env['VITE_FEED'] ?? 'tarnhaven';
createApp(App, { server, feed }).mount('#app');
