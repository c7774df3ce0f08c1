import { homedir } from "node:os";
import { expandHome } from "../../../components/cluster/home";

describe("a path in a stack file", () => {
  test.each([
    ["~/.kube/config", "/home/ann/.kube/config"],
    ["~", "/home/ann"],
    ["/etc/kubeconfig", "/etc/kubeconfig"],
    ["kubeconfig", "kubeconfig"],
    ["~ann/config", "~ann/config"],
    ["/a/~/b", "/a/~/b"],
  ])("%s means %s", (path, meant) => {
    expect(expandHome(path, "/home/ann")).toBe(meant);
  });

  test("is below the home of who runs the program", () => {
    expect(expandHome("~/x")).toBe(`${homedir()}/x`);
  });
});
