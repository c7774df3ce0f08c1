import { closest, distance } from "fastest-levenshtein";

/**
 * The candidate that `word` was most likely meant to be, or undefined when none is near: "roundRobin" is "round-robin"
 * in another spelling, "balncing" is two letters from "balancing", "colour" is nothing like either.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const respelled = candidates.find((candidate) => bare(candidate) === bare(word));
  if (respelled !== undefined || candidates.length === 0) {
    return respelled;
  }
  const candidate = closest(word.toLowerCase(), candidates);
  const tolerance = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
  return distance(word.toLowerCase(), candidate.toLowerCase()) <= tolerance ? candidate : undefined;
}

function bare(word: string): string {
  return word.toLowerCase().replace(/[-_ .]/g, "");
}
