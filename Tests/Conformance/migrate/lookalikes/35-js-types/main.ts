import type { Classifier } from "./classifier";

export interface ClassifyJob {
  status: "PENDING" | "SUCCESS" | "ERROR" | "PARTIAL_SUCCESS";
  target_pages: number[];
}

export const run = (classifier: Classifier, text: string) => classifier.classify(text);
