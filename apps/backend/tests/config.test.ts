import { hostname } from "node:os";

import { ConfigError, parseConfig } from "../src/config";

function mistakesOf(environment: Record<string, string>): readonly string[] {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  return [];
}

describe("the environment (SB1)", () => {
  it("needs nothing but the service's name", () => {
    expect(parseConfig({ SERVICE_NAME: "backend-1" })).toEqual({
      serviceName: "backend-1",
      serviceVersion: "0.1.0",
      podName: hostname(),
      port: 8080,
      metricsPort: 9090,
      logLevel: "info",
      drainDelayMs: 5000,
      shutdownTimeoutMs: 20_000,
      workMs: 0,
    });
  });

  it("sets every value", () => {
    const environment = {
      SERVICE_NAME: "backend-2",
      SERVICE_VERSION: "v2",
      POD_NAME: "backend-2-5d8f-x",
      PORT: "80",
      METRICS_PORT: "81",
      LOG_LEVEL: "debug",
      DRAIN_DELAY: "250ms",
      SHUTDOWN_TIMEOUT: "1.5m",
      WORK_MS: "20",
    };
    expect(parseConfig(environment)).toEqual({
      serviceName: "backend-2",
      serviceVersion: "v2",
      podName: "backend-2-5d8f-x",
      port: 80,
      metricsPort: 81,
      logLevel: "debug",
      drainDelayMs: 250,
      shutdownTimeoutMs: 90_000,
      workMs: 20,
    });
  });

  it("reports all mistakes at once, each with its value", () => {
    const mistakes = mistakesOf({ PORT: "eighty", METRICS_PORT: "65536", DRAIN_DELAY: "5", LOG_LEVEL: "loud" });
    expect(mistakes).toEqual([
      expect.stringMatching(/^SERVICE_NAME is required/),
      expect.stringMatching(/^PORT="eighty" must be an integer from 0 to 65535/),
      expect.stringMatching(/^METRICS_PORT="65536" must be an integer/),
      expect.stringMatching(/^LOG_LEVEL="loud" must be one of trace, debug/),
      expect.stringMatching(/^DRAIN_DELAY="5" must be a duration with its unit/),
    ]);
  });

  it.each([
    ["SERVICE_NAME", "Backend_1"],
    ["SERVICE_NAME", ""],
    ["SERVICE_VERSION", "v 2"],
    ["POD_NAME", ""],
    ["PORT", ""],
    ["PORT", "0x50"],
    ["PORT", "080"],
    ["PORT", "-1"],
    ["METRICS_PORT", "9090.5"],
    ["DRAIN_DELAY", "-1s"],
    ["DRAIN_DELAY", "11m"],
    ["SHUTDOWN_TIMEOUT", "1h"],
    ["WORK_MS", "10001"],
  ])("refuses %s=%j", (name, value) => {
    const mistakes = mistakesOf({ SERVICE_NAME: "backend-1", [name]: value });
    expect(mistakes).toEqual([expect.stringContaining(`${name}=${JSON.stringify(value)} must`)]);
  });

  it("refuses one port for both servers, defaults included, and also beside other mistakes", () => {
    const clash = expect.stringContaining("must differ from PORT");
    expect(mistakesOf({ SERVICE_NAME: "backend-1", PORT: "9090" })).toEqual([clash]);
    expect(mistakesOf({ METRICS_PORT: "8080" })).toEqual([expect.stringContaining("SERVICE_NAME"), clash]);
    expect(mistakesOf({ SERVICE_NAME: "backend-1", PORT: "0", METRICS_PORT: "0" })).toEqual([]);
  });
});
