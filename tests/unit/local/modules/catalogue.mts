import { relative } from "node:path";
import { images } from "../../../../local/images/catalogue.js";
import { repositoryRoot } from "../../../../local/settings.js";

const report = images.map((image) => ({ ...image, folder: relative(repositoryRoot, image.folder) }));
export type Report = typeof report;
console.log(JSON.stringify(report));
