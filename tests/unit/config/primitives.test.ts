import * as primitives from "../../../components/config/primitives";

const LABEL_63 = "a".repeat(63);
const DIGEST = `sha256:${"0a".repeat(32)}`;

/** Values that each primitive takes, and values that it must not take. */
const CASES: Record<keyof typeof primitives, { good: unknown[]; bad: unknown[] }> = {
  dnsLabel: { good: ["a", "0", "istio-system", LABEL_63], bad: ["", "-a", "a-", "A", "a_b", "a.b", `${LABEL_63}a`, 5] },
  revision: { good: ["", "1-31-1", "canary"], bad: ["1.31.1", "-", null] },
  serviceName: { good: ["a", "backend-1", LABEL_63], bad: ["", "1-backend", "a-", "A", "a.b", `${LABEL_63}a`] },
  address: {
    good: ["127.0.0.1", "localhost", "mesh.example.com"],
    bad: [
      "",
      "https://mesh.example.com",
      "mesh.example.com:80",
      "mesh.example.com/",
      "a..b",
      "*.a",
      "a ",
      "a.".repeat(130),
    ],
  },
  host: {
    good: ["*", "*.dev.bytefreezer.local", "localhost", "api.example.com"],
    bad: ["", "*.", "a.*", "**", "api.*.com", "https://a", "a:80", "API.example.com", "-a.com"],
  },
  urlPath: { good: ["/", "/a", "/socket/socket.io/"], bad: ["", "a", "/a b", "/a?b", "/a#b", 1] },
  duration: { good: ["500ms", "15s", "1.5s", "1m", "2h"], bad: [15, "15", "0s", "1m30s", "-1s", "15 s"] },
  cpu: { good: ["1", "100m", "1.5", "0.001", "0.25"], bad: ["0", "0m", "0.0", "0.0001", "1.5m", "1Gi", "-1", 1, ""] },
  memory: {
    good: ["128Mi", "1Gi", "1.5Gi", "256M", "134217728", "129e6", "1k"],
    bad: ["0", "0Mi", "128m", "128MB", "128 Mi", "128mi", "1K", 128, ""],
  },
  image: {
    good: [
      "nginx:1.29.3",
      "docker.io/library/nginx:1.29.3",
      "localhost:5000/a/b__c:v1",
      `nginx@${DIGEST}`,
      `registry.example.com:5000/a/b:1@${DIGEST}`,
      "latest:1",
      "nginx:latest-1",
    ],
    bad: [
      "nginx",
      "nginx:latest",
      `nginx:latest@${DIGEST}`,
      "nginx:",
      "Nginx/x",
      "nginx@sha256:00",
      "a b:1",
      "https://a/b:1",
      "localhost:5000/a",
    ],
  },
  imageHub: {
    good: ["docker.io/istio", "localhost:5000/istio", "istio"],
    bad: ["", "docker.io/istio/", "https://docker.io/istio", "a b"],
  },
  version: { good: ["1.31.1", "4.25.0", "1.32.0-alpha.1"], bad: ["1.31", "v1.31.1", "", 1.31, "latest"] },
  httpUrl: {
    good: ["https://istio-release.storage.googleapis.com/charts", "http://127.0.0.1:8879", "https://a/"],
    bad: ["", "charts", "oci://a/b", "https://user:word@a/b", "https://a/b?c", "https://a/b#c", "https://a b"],
  },
  filePath: {
    good: ["kubeconfig", "~/.kube/config", "/etc/my config"],
    bad: ["", "apiVersion: v1\nkind: Config", '{"apiVersion":"v1"}', " a"],
  },
  line: { good: ["kind-mesh", "a b", "x"], bad: ["", " a", "a ", "a\nb"] },
  envName: { good: ["A", "_a", "AWS_ENDPOINT_URL", "a1"], bad: ["", "1A", "A B", "A-B", "A.B"] },
  annotationKey: {
    good: ["name", "example.com/name", "service.beta.kubernetes.io/aws-load-balancer-type", "a.b_c-d"],
    bad: ["", "/name", "example.com/", "Example.com/name", "a/b/c", "-a", `${LABEL_63}a`],
  },
  port: { good: [1, 8080, 65_535], bad: [0, 65_536, 80.5, "80", -1] },
  nodePort: { good: [30_000, 32_767], bad: [29_999, 32_768, 80] },
  httpMethod: { good: ["GET", "POST", "DELETE"], bad: ["get", "TRACE", ""] },
};

describe.each(Object.entries(CASES))("%s", (name, { good, bad }) => {
  const primitive = Object.entries(primitives).find(([key]) => key === name)?.[1];

  test.each(good)("takes %p", (value) => {
    expect(primitive?.safeParse(value)).toMatchObject({ success: true, data: value });
  });

  test.each(bad)("refuses %p", (value) => {
    expect(primitive?.safeParse(value)).toMatchObject({ success: false });
  });
});
