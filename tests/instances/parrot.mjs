// Says back what it is told by the process that started it, and ends with it.
process.on('message', (message) => process.send(message));
