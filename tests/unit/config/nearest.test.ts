import { nearest } from "../../../components/config/nearest";

describe("nearest", () => {
  const options = ["round-robin", "least-request", "random"];

  test.each([
    ["roundRobin", "round-robin"],
    ["ROUND_ROBIN", "round-robin"],
    ["round robin", "round-robin"],
    ["least-requst", "least-request"],
    ["ramdom", "random"],
    ["ringhash", undefined],
    ["", undefined],
  ])("%p is meant as %p", (word, meant) => {
    expect(nearest(word, options)).toBe(meant);
  });

  test("nothing is near when there is nothing", () => {
    expect(nearest("x", [])).toBeUndefined();
  });
});
