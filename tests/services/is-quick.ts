/** Whether these are the quick tests, for which no service was started (`npm run test:quick`). */
export const isQuick = process.env['TEST_QUICK'] === '1';
