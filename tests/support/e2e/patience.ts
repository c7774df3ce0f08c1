/** Real clusters take their time; a test that hangs still ends. Milliseconds. */
jest.setTimeout(15 * 60_000);
