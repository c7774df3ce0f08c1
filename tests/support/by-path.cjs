const { default: Sequencer } = require("@jest/test-sequencer");

/** Runs test files in the order of their names: the e2e files share one cluster and the later ones take it apart. */
module.exports = class ByPath extends Sequencer {
  sort(tests) {
    return [...tests].sort((a, b) => a.path.localeCompare(b.path));
  }
};
