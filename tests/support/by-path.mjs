import sequencer from "@jest/test-sequencer";

/** Runs test files in the order of their names: the e2e files share one cluster and the later ones take it apart. */
export default class ByPath extends sequencer.default {
  sort(tests) {
    return [...tests].sort((a, b) => a.path.localeCompare(b.path));
  }
}
