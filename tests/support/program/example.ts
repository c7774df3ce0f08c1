import type { PlatformInput } from "../../../components/config";

type Service = NonNullable<PlatformInput["services"]>[number];

/** One replica count, one route for every host. */
export const catalogue = {
  name: "catalogue",
  namespace: "shop",
  image: "registry.example.com/shop/catalogue:1.4.2",
  replicas: 2,
  routes: [{ path: { prefix: "/products" }, check: { path: "/products/1" } }],
} satisfies Service;

/** Autoscaled, with a disruption budget, behind a host of its own. */
export const basket = {
  name: "basket",
  namespace: "shop",
  image: "registry.example.com/shop/basket:0.3.0",
  autoscaling: { min: 3, max: 5, cpuUtilization: 50 },
  disruptionBudget: { minAvailable: 2 },
  routes: [{ hosts: ["basket.example.com"], path: { prefix: "/" } }],
} satisfies Service;

/** In a namespace of its own, reached from within the mesh alone. */
export const ledger = {
  name: "ledger",
  namespace: "accounting",
  image: "registry.example.com/accounting/ledger:2.0.0",
} satisfies Service;

/** A mesh in which every kind of resource occurs that the program can make. */
export const everyKind = { services: [catalogue, basket, ledger] } satisfies PlatformInput;

/** For tests that look at something else than the mesh: without the CRDs a run takes a tenth of the time. */
export const existingMesh = { istio: { mode: "existing" } } satisfies PlatformInput;
