import { availableParallelism } from "node:os";

/** Does a job for each item, as many at a time as there are processors. A failing one leaves the others alone. */
export async function concurrently<Item, Result>(
  items: readonly Item[],
  job: (item: Item) => Promise<Result>,
): Promise<Map<Item, PromiseSettledResult<Result>>> {
  const results = new Map<Item, PromiseSettledResult<Result>>();
  const waiting = [...items];
  const work = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      const [result] = await Promise.allSettled([job(item)]);
      results.set(item, result);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}
