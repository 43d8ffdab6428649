//! All that the server knows, and what a call does to it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use passerelle::gateway::sales::Sales;
use passerelle::manifest::Pack;
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::account;
use super::lists::{self, LANGUAGES};
use super::mood::Mood;
use super::sales;

/// The login of the head, and its password: composed.
pub(crate) const USER: &str = "admin_24";
pub(crate) const PASSWORD: &str = "composed-password";

/// A call that came.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) body: Vec<u8>,
}

impl Asked {
    pub(crate) fn json(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// `PUT /Product`
    pub(crate) fn call(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

#[derive(Clone)]
struct Token {
    login: String,
    refresh: String,
    over: bool,
}

pub(crate) struct World {
    lists: Map<String, Json>,
    /// Logins with their passwords, and the account of each.
    logins: BTreeMap<String, (String, Uuid)>,
    pub(crate) accounts: Vec<Json>,
    pub(crate) opening: BTreeMap<Uuid, Vec<Json>>,
    tokens: BTreeMap<String, Token>,
    pub(crate) asked: Vec<Asked>,
    /// How many calls came, and the mood at those that have one.
    pub(crate) calls: usize,
    pub(crate) moods: BTreeMap<usize, Mood>,
    pub(crate) hanging: bool,
    /// So many times a list is asked for before a new account stands in it.
    pub(crate) lag: usize,
    /// Opening hours are taken and forgotten.
    pub(crate) forgets_opening: bool,
    /// How often accounts were created, whether they are there still or not.
    pub(crate) created: usize,
    /// What is sold, and the moment it is; none where nobody sells.
    pub(crate) sales: Option<(Box<dyn Sales>, Timestamp)>,
}

impl World {
    pub(super) fn new(pack: &Pack) -> Self {
        let mut world = Self {
            lists: lists::lists(pack),
            logins: BTreeMap::new(),
            accounts: Vec::new(),
            opening: BTreeMap::new(),
            tokens: BTreeMap::new(),
            asked: Vec::new(),
            calls: 0,
            moods: BTreeMap::new(),
            hanging: false,
            lag: 0,
            forgets_opening: false,
            created: 0,
            sales: None,
        };
        for user in [USER, "admin_22", "admin_demo", "jeanne"] {
            world.logins.insert(user.to_owned(), (PASSWORD.to_owned(), lists::id(&format!("oi {user}"))));
        }
        world
    }

    /// Another login, such as that of an account that is there already.
    pub(crate) fn login(&mut self, login: &str) {
        let id = lists::id(&format!("oi {login}"));
        self.logins.insert(login.to_lowercase(), (PASSWORD.to_owned(), id));
    }

    /// Somebody changes the password of a login.
    pub(crate) fn change_password(&mut self, login: &str) {
        let known = self.logins.get_mut(&login.to_lowercase()).unwrap();
        known.0.push_str(", changed");
    }

    pub(super) fn mood(&mut self) -> Mood {
        let mood = self.moods.remove(&self.calls).unwrap_or(Mood::Good);
        self.calls += 1;
        mood
    }

    /// All access tokens are over.
    pub(super) fn expire(&mut self) {
        for token in self.tokens.values_mut() {
            token.over = true;
        }
    }

    /// Carries a call out; the status and the body.
    pub(super) fn act(&mut self, asked: &Asked, token: Option<&str>) -> (u16, Json) {
        self.asked.push(asked.clone());
        if let Some(answer) = self.sign(asked) {
            return answer;
        }
        let known = token.and_then(|token| self.tokens.get(token)).filter(|token| !token.over).cloned();
        let Some(Token { login, .. }) = known else { return (401, Json::Null) };
        let (_, own) = self.logins[&login].clone();
        if let Some((sales, now)) = &self.sales
            && let Some(answer) = sales::act(sales.as_ref(), own, *now, asked)
        {
            return answer;
        }
        match (asked.method.as_str(), asked.path.as_str()) {
            ("GET", "/Config/Account") => (200, self.config(&login, own)),
            ("GET", path) if path.starts_with("/Lists/") => match self.lists.get(path) {
                Some(list) => (200, list.clone()),
                None => (404, Json::Null),
            },
            ("POST", "/Concierge/Supplier") => (200, self.listed(&asked.json())),
            ("POST", "/Product") => self.create(&asked.json()),
            ("PUT", "/Product") => {
                let changed = self.account(own).map(|account| account::patch(account, &asked.json()));
                match changed {
                    Some(true) => (200, true.into()),
                    Some(false) => (400, Json::Null),
                    None => (404, Json::Null),
                }
            }
            ("GET", "/Product/OpeningHours") => {
                (200, self.opening.get(&own).cloned().unwrap_or_default().into())
            }
            ("PUT", "/Product/OpeningHours") => {
                let body = asked.json();
                if self.account(own).is_none()
                    || body["idOi"] != own.to_string()
                    || !body["startDate"].is_string()
                {
                    return (400, Json::Null);
                }
                if !self.forgets_opening {
                    self.opening.entry(own).or_default().push(body);
                }
                (200, true.into())
            }
            ("GET", path) => {
                match path.strip_prefix("/Product/Expandable/").and_then(|id| Uuid::try_parse(id).ok()) {
                    Some(id) if id == own => {
                        let wanted = asked
                            .query
                            .strip_prefix("propertiesToExpand=")
                            .unwrap_or_default()
                            .replace("%2C", ",");
                        self.account(id)
                            .map_or((404, Json::Null), |account| (200, account::expanded(account, &wanted)))
                    }
                    // The document does not say whose accounts a login may read: its own, here.
                    _ => (404, Json::Null),
                }
            }
            _ => (404, Json::Null),
        }
    }

    /// The calls of tag Token, which need no signing in.
    fn sign(&mut self, asked: &Asked) -> Option<(u16, Json)> {
        let body = asked.json();
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        Some(match (asked.method.as_str(), asked.path.as_str()) {
            ("POST", "/Token/CreateToken") => {
                let login = text("userName").to_lowercase();
                let known = self.logins.get(&login).filter(|(password, _)| *password == text("password"));
                if known.is_none() {
                    return Some((400, Json::Null));
                }
                (200, self.issue(&login))
            }
            ("POST", "/Token/RefreshToken") => {
                let old = self.tokens.get(&text("accessToken")).cloned();
                // A refresh token is good once.
                match old.filter(|old| old.refresh == text("refreshToken")) {
                    Some(old) => {
                        self.tokens.remove(&text("accessToken"));
                        (200, self.issue(&old.login))
                    }
                    None => (400, Json::Null),
                }
            }
            ("POST", "/Token/AccountAlreadyExists") => {
                (200, self.logins.contains_key(&text("email").to_lowercase()).into())
            }
            _ => return None,
        })
    }

    fn issue(&mut self, login: &str) -> Json {
        let number = self.tokens.len() + self.calls;
        let (access, refresh) = (format!("access-{number}-{login}"), format!("refresh-{number}-{login}"));
        let token = Token { login: login.to_owned(), refresh: refresh.clone(), over: false };
        self.tokens.insert(access.clone(), token);
        json!({ "accessToken": access, "accessTokenExpiration": "2026-11-22T12:00:00Z", "refreshToken": refresh,
            "refreshTokenExpiration": "2026-12-22T12:00:00Z", "userId": lists::id(login) })
    }

    fn config(&self, login: &str, own: Uuid) -> Json {
        let account = self.accounts.iter().find(|account| account["idOi"] == own.to_string());
        let langs: Vec<Json> =
            LANGUAGES.iter().map(|(id, code)| json!({ "idLang": id, "twoLettersIsoCode": code })).collect();
        json!({ "idEct": lists::id(&format!("ect {login}")), "idOi": own, "currencyCode": "EUR", "langs": langs,
            "oiExtId": account.and_then(|account| account.get("extId")), "email": account.map(|_| login),
            "defaultWebBookingEngineId": lists::id(&format!("engine {login}")) })
    }

    pub(crate) fn account(&mut self, id: Uuid) -> Option<&mut Json> {
        self.accounts.iter_mut().find(|account| account["idOi"] == id.to_string())
    }

    /// `OiElasticPagedList`
    fn listed(&mut self, body: &Json) -> Json {
        let page = usize::try_from(body["pageNumber"].as_u64().unwrap_or(1)).unwrap();
        let size = usize::try_from(body["pageSize"].as_u64().unwrap_or(10)).unwrap();
        let mut shown = self.accounts.as_slice();
        if self.lag > 0 && page == 1 {
            self.lag -= 1;
            shown = shown.split_last().map_or(shown, |(_, before)| before);
        }
        let light = |account: &Json| {
            json!({ "idOi": account["idOi"], "idType": account["idType"], "email": account["email"],
                "extId": account.get("extId"), "source": account.get("source"), "deleted": account["deleted"] })
        };
        let items: Vec<Json> = shown.iter().skip((page - 1) * size).take(size).map(light).collect();
        json!({ "currentPage": page, "totalPages": shown.len().div_ceil(size), "pageSize": size,
            "totalCount": shown.len(), "hasPrevious": page > 1, "hasNext": page * size < shown.len(), "items": items })
    }

    fn create(&mut self, body: &Json) -> (u16, Json) {
        let email = body["email"].as_str().unwrap_or_default().to_lowercase();
        // An e-mail is the login of one account.
        if email.is_empty() || self.logins.contains_key(&email) {
            return (200, false.into());
        }
        let id = lists::id(&format!("account {email}"));
        let Some(account) = account::created(body, id) else { return (400, Json::Null) };
        let password = body["password"].as_str().unwrap_or("made by elloha").to_owned();
        self.logins.insert(email, (password, id));
        self.accounts.push(account);
        self.created += 1;
        (200, true.into())
    }
}
