import { z } from 'zod';

export const time = z.iso.datetime({ precision: 3 });

export const count = z.int().min(0);

export const direction = z.enum(['ltr', 'rtl']);

export const name = z.string();
