// English texts for failed calls by HTTP status, for when the server sent no text of its own.
export const problemEn = {
  statuses: {
    0: 'No connection to the server. Check the network and try again.',
    401: 'Please log in again.',
    403: 'You may not do this.',
    404: 'Not found: it may have been removed.',
    409: 'This is already being done. Wait until it ends.',
    410: 'No longer valid.',
    412: 'Somebody changed this while you were looking. It has been refreshed; try again.',
    413: 'The file or text is too large.',
    422: 'The data was not accepted.',
    428: 'Reload the page and try again.',
    429: 'Too many attempts. Wait a little.',
    503: 'The server is busy; try again in a minute.',
  },
  server: 'The server failed. If it happens again, show this to the administrator',
} as const;
