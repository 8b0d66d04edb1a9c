// A swimming pool of the fictitious town of Villefictive: node:http and openid-client. `node server.mjs 8713`
import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { authorization, citizen, discover, logout } from "./franceconnect.mjs";

const { FC_ISSUER: issuer, FC_CLIENT_ID: clientId, FC_CLIENT_SECRET: clientSecret, CLIENT_BASE_URL: base } = process.env;
const COOKIE = "piscine_visite";
const HTML = { "content-type": "text/html; charset=utf-8" };
const WORDS = {
  accueil: "",
  refus: "Vous avez renoncé à vous connecter : personne n’est connecté.",
  erreur: "La connexion n’a pas abouti : personne n’est connecté. Recommencez, ou passez à l’accueil de la piscine.",
  deconnecte: "Vous êtes déconnecté de la piscine et de FranceConnect.",
};
const visits = new Map();
let config;

/** FranceConnect's discovery document, asked for once, and again as long as it could not be had. */
async function configuration() {
  config ??= await discover({ issuer, clientId, clientSecret });
  return config;
}

const PAGES = {
  "GET /": (visit) => (visit.identity ? connected(visit.identity) : page("accueil")),

  "GET /connexion": async () => {
    const { url, expected } = authorization(await configuration(), `${base}/franceconnect/retour`);
    return redirect(url.href, { expected });
  },

  "GET /franceconnect/retour": async (visit, url) => {
    const { expected } = visit;
    delete visit.expected;
    if (!expected) return page("erreur");
    try {
      const found = await citizen(await configuration(), url, expected);
      return redirect("/", found);
    } catch (error) {
      // An AuthorizationResponseError is thrown once `state` and `iss` are verified.
      return page(error.error === "access_denied" ? "refus" : "erreur");
    }
  },

  "POST /deconnexion": async (visit) => {
    if (!visit.identity) return redirect("/");
    const { url, state } = logout(await configuration(), visit.idToken, `${base}/deconnecte`);
    return redirect(url.href, { logoutState: state });
  },

  "GET /deconnecte": (visit, url) => {
    const { logoutState } = visit;
    delete visit.logoutState;
    return page(logoutState && url.searchParams.get("state") === logoutState ? "deconnecte" : "erreur");
  },
};

const escaped = (text) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** `visit`, when given, is a new one: another cookie, and nothing left of the former. */
const redirect = (location, visit) => ({ status: 303, location, visit });

const connected = ({ given_name, family_name, sub }) =>
  html(
    "connecte",
    `<p>Bonjour <span id="prenom">${escaped(given_name)}</span> <span id="nom">${escaped(family_name)}</span>.</p>
<p>Identifiant technique : <span id="sub">${escaped(sub)}</span></p>
<form id="deconnexion" method="post" action="/deconnexion"><button>Se déconnecter</button></form>`,
  );

const page = (etat) =>
  html(
    etat,
    `${WORDS[etat] && `<p role="alert">${WORDS[etat]}</p>`}
<p><a id="franceconnect" href="/connexion">S’identifier avec FranceConnect</a></p>`,
  );

/** A page; machines read it by main[data-etat], #prenom, #sub, #franceconnect, form#deconnexion. */
const html = (etat, content) => ({
  status: etat === "erreur" ? 400 : 200,
  body: `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Piscine de Villefictive</title></head>
<body><main data-etat="${etat}"><h1>Piscine de Villefictive</h1>
${content}</main></body></html>`,
});

async function answer(request) {
  const url = new URL(request.url, base);
  const visitor = new RegExp(`(?:^|; )${COOKIE}=([^;]+)`).exec(request.headers.cookie ?? "")?.[1];
  const found = PAGES[`${request.method} ${url.pathname}`];
  if (!found) return { status: 404, headers: {}, body: "" };
  const { status, location, body, visit } = await found(visits.get(visitor) ?? {}, url);
  const headers = body ? HTML : { location };
  if (visit) {
    const fresh = randomBytes(32).toString("base64url");
    visits.delete(visitor);
    visits.set(fresh, visit);
    const cookie = `${COOKIE}=${fresh}; Path=/; HttpOnly; SameSite=Lax`;
    return { status, headers: { ...headers, "set-cookie": cookie }, body };
  }
  return { status, headers, body };
}

createServer(async (request, response) => {
  const { status, headers, body } = await answer(request).catch(() => ({ ...page("erreur"), status: 500, headers: HTML }));
  response.writeHead(status, headers).end(body);
}).listen(Number(process.argv[2]), "127.0.0.1");
