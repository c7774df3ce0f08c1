import { isMap, isNode, isScalar, type YAMLMap } from "yaml";
import { firstSentence } from "./text";

/** A longer comment is a chapter of the chart's documentation rather than what an editor should show. */
const longest = 200;

/** The comment above each key of a mapping, shortened to its first sentence; keys without a short one are left out. */
export function commentsByKey(map: YAMLMap): Map<string, string> {
  const comments = new Map<string, string>();
  // The parser gives the comment above the first key to the mapping itself.
  let leftOver = map.commentBefore;
  for (const { key, value } of map.items) {
    const own = isNode(key) ? key.commentBefore : undefined;
    const comment = summary(own ?? leftOver);
    if (comment !== undefined) {
      comments.set(String(isScalar(key) ? key.value : key), comment);
    }
    leftOver = isNode(value) ? afterBlankLine(trailingComment(value)) : undefined;
  }
  return comments;
}

/**
 * After a nested mapping, the parser takes every following comment for the end of that mapping. What stands behind a blank
 * line belongs to the next key.
 */
function afterBlankLine(comment: string | null | undefined): string | undefined {
  const blocks = comment?.split("\n\n") ?? [];
  return blocks.length > 1 ? blocks.at(-1) : undefined;
}

function trailingComment(node: unknown): string | null | undefined {
  if (!isNode(node)) {
    return undefined;
  }
  return node.comment ?? (isMap(node) ? trailingComment(node.items.at(-1)?.value) : undefined);
}

function summary(comment: string | null | undefined): string | undefined {
  // Only the block next to the key is about it; those above are headings or commented-out settings of the key before.
  const block = comment?.split("\n\n").at(-1)?.trim().replace(/^-- /, "");
  if (block === undefined || block === "" || /^(- |#)/.test(block)) {
    return undefined;
  }
  const sentence = firstSentence(block);
  return sentence.length <= longest ? sentence : undefined;
}
