import { Client } from "@google-cloud/dataproc";

const client = new Client();
const job = await client.jobs.create({ file_ids: ["a"], rules: [] });
if (job.status === "PENDING") console.log(await client.jobs.getResults(job.id));
