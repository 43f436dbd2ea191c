// What a permit costs, which needs no account; then signing in as a resident of the demo's town, for their permits.
import createClient from "openapi-fetch";
import type { paths } from "./api.js";

process.on("uncaughtException", (error) => {
  console.error(`${error.message}\nThis needs the local stack with its demo data: run \`make start demo\` in the root of the repository first.`);
  process.exit(1);
});

const { API = "http://localhost:8001", MAILBOX = "http://localhost:8025" } = process.env;
const [email, password] = ["payment-due@demo.example.org", "Try-The-Portal-1"];
const api = createClient<paths>({ baseUrl: API });

type Refusal = { code: string; detail: string } | { message: string | null };

/** What was answered. A refusal is thrown: a sentence for the person, and a `code` for us (docs/rules/api.md). */
function answered<Answer>({ data, error }: { data?: Answer; error?: Refusal }): Answer {
  if (data !== undefined) return data;
  throw new Error(error && "code" in error ? `${error.code}: ${error.detail}` : "sign_in_required: the gateway's own");
}

const address = { postcode: "LE11 3ED", house: "12" };
const [property] = answered(await api.POST("/v1/permit-properties", { body: address })).items;
const quote = await api.POST("/v1/permit-quotes", {
  params: { header: { "Idempotency-Key": crypto.randomUUID() } }, // the same key asks for the same quote again
  body: { uprn: property!.uprn, permit_type: "resident", months: 12 },
});
console.log(`A year's permit costs £${answered(quote).price_pence / 100}`);

const { sign_in_id } = answered(await api.POST("/v1/sign-ins", { body: { email, password } }));
answered(await api.POST("/v1/sign-ins/{sign_in_id}/code", { params: { path: { sign_in_id } } }));
const [mail] = await (await fetch(`${MAILBOX}/?to=${email}`)).json(); // only the local stack has this mailbox
const code = mail.text.match(/\b\d{8}\b/)[0];
const { token } = answered(
  await api.POST("/v1/sign-ins/{sign_in_id}/session", { params: { path: { sign_in_id } }, body: { code } }),
);
const permits = await api.GET("/v1/permits", { headers: { Authorization: `Bearer ${token}` } });
for (const { reference, status, vrm } of answered(permits).items) console.log(reference, vrm, status);
