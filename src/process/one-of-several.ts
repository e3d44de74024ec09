/** What is started as one of several instances: its program, with what was compiled of it before. */
import { useCompiled } from './compiled.ts';

useCompiled();
await import('./instance.ts');
