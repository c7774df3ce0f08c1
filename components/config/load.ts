import * as pulumi from "@pulumi/pulumi";
import { failure } from "../failure";
import type { PlatformConfig } from "./complete";
import { parsePlatformConfig } from "./parse";
import { ConfigError } from "./problem";
import { readStackValues } from "./stack-values";

/**
 * Reads the configuration of the stack that is being deployed; the only place that does.
 *
 * @throws pulumi.RunError with every mistake there is. Pulumi prints the message of a RunError and no stack trace.
 */
export function loadPlatformConfig(): PlatformConfig {
  const { values, problems } = readStackValues(pulumi.runtime.allConfig());
  try {
    return parsePlatformConfig(values, problems);
  } catch (error) {
    throw error instanceof ConfigError ? failure(error.message) : error;
  }
}
