//! What a saved page says of itself: meta tags, JSON-LD, `<time>`, `<title>`, the browser's "saved from" comment.
//!
//! In: a parsed page. Out: title, outlet, date and address for a draft, the most trusted source first. Refused: modification dates
//! where a publication date is stated.

use crate::corpus::Draft;
use scraper::{Html, Selector};
use serde_json::Value;

/// Meta names (of `name`, `property`, `itemprop`, `http-equiv`) in falling order of trust.
const DATES: [&str; 16] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "citation_publication_date",
    "publication_date",
    "publish-date",
    "publishdate",
    "pubdate",
    "date",
    "og:published_time",
];
const OUTLETS: [&str; 6] = ["og:site_name", "application-name", "dc.publisher", "publisher", "twitter:app:name:iphone", "copyright"];
const TITLES: [&str; 4] = ["og:title", "twitter:title", "dc.title", "title"];
const ADDRESSES: [&str; 2] = ["og:url", "twitter:url"];

pub(super) fn fill(draft: &mut Draft, page: &Html, source: &str) {
    let metas = metas(page);
    let first = |names: &[&str]| names.iter().find_map(|name| metas.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()));
    let linked = linked_data(page);
    if let Some(title) = first(&TITLES[..3]).or_else(|| linked.title.clone()).or_else(|| heading(page)).or_else(|| first(&TITLES)) {
        Draft::set(&mut draft.title, &title);
    }
    if let Some(title) = text_of(page, "title").filter(|t| !t.is_empty()) {
        Draft::set(&mut draft.title, without_site(&title));
    }
    for date in DATES.iter().filter_map(|name| metas.iter().find(|(key, _)| key == name)).map(|(_, value)| value) {
        draft.set_date(date);
    }
    for date in linked.date.iter().chain(&time_element(page)) {
        draft.set_date(date);
    }
    for outlet in first(&OUTLETS[..2]).iter().chain(&linked.outlet).chain(&first(&OUTLETS)) {
        Draft::set(&mut draft.outlet, outlet);
    }
    for url in canonical(page).iter().chain(&first(&ADDRESSES)).chain(&linked.url).chain(&saved_from(source)) {
        if url.contains("://") {
            Draft::set(&mut draft.url, url);
        }
    }
}

fn metas(page: &Html) -> Vec<(String, String)> {
    let Ok(meta) = Selector::parse("meta[content]") else { return Vec::new() };
    let named = |e: scraper::ElementRef<'_>| {
        let key = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|a| e.attr(a))?;
        let value = e.attr("content").map(str::trim).filter(|v| !v.is_empty())?;
        Some((key.trim().to_lowercase(), value.to_owned()))
    };
    page.select(&meta).filter_map(named).collect()
}

fn text_of(page: &Html, selector: &str) -> Option<String> {
    let selector = Selector::parse(selector).ok()?;
    let words: String = page.select(&selector).next()?.text().collect();
    Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn heading(page: &Html) -> Option<String> {
    ["article h1", "main h1", "h1"].iter().find_map(|place| text_of(page, place)).filter(|t| !t.is_empty())
}

/// `Army leaves town - Example News` → `Army leaves town`.
fn without_site(title: &str) -> &str {
    let parts = [" | ", " — ", " – ", " - ", " :: ", " » "].iter().filter_map(|mark| title.rsplit_once(mark));
    parts
        .filter(|(head, site)| head.split_whitespace().count() >= 3 && site.split_whitespace().count() <= 5)
        .map(|(head, _)| head)
        .next()
        .unwrap_or(title)
}

fn canonical(page: &Html) -> Option<String> {
    let link = Selector::parse("link[rel=canonical][href]").ok()?;
    page.select(&link).next()?.attr("href").map(str::to_owned)
}

/// The first `<time>` that stands in the article, before those of teasers.
fn time_element(page: &Html) -> Option<String> {
    ["time[itemprop=datePublished]", "time[pubdate]", "article time[datetime]", "main time[datetime]", "time[datetime]"].iter().find_map(
        |place| {
            let selector = Selector::parse(place).ok()?;
            let element = page.select(&selector).next()?;
            element.attr("datetime").map(str::to_owned).or_else(|| Some(element.text().collect()))
        },
    )
}

/// `<!-- saved from url=(0042)https://… -->`, which browsers write at the top.
fn saved_from(source: &str) -> Option<String> {
    let head: String = source.chars().take(2000).collect();
    let (_, after) = head.split_once("saved from url=(")?;
    let (_, url) = after.split_once(')')?;
    url.split_whitespace().next().map(str::to_owned)
}

#[derive(Debug, Default)]
struct Linked {
    title: Option<String>,
    date: Option<String>,
    outlet: Option<String>,
    url: Option<String>,
}

/// JSON-LD of every script, the objects that are articles first.
fn linked_data(page: &Html) -> Linked {
    let mut out = Linked::default();
    let Ok(script) = Selector::parse(r#"script[type="application/ld+json"]"#) else { return out };
    let mut objects = Vec::new();
    for element in page.select(&script) {
        let words: String = element.text().collect();
        if let Ok(value) = serde_json::from_str::<Value>(words.trim()) {
            collect(value, &mut objects);
        }
    }
    // Objects of the page (breadcrumbs, the site itself) may carry dates of their own: those of articles come first.
    objects.sort_by_key(|object| !is_article(object));
    let text = |object: &Value, key: &str| object.get(key).and_then(Value::as_str).map(str::to_owned);
    for object in objects.iter().filter(|o| is_article(o) || o.get("datePublished").is_some()) {
        out.title = out.title.or_else(|| text(object, "headline"));
        out.date = out.date.or_else(|| text(object, "datePublished")).or_else(|| text(object, "dateCreated"));
        out.url = out.url.or_else(|| text(object, "url"));
        let publisher = object.get("publisher").map(|p| p.as_array().and_then(|list| list.first()).unwrap_or(p));
        out.outlet = out.outlet.or_else(|| publisher.and_then(|p| text(p, "name").or_else(|| p.as_str().map(str::to_owned))));
    }
    out
}

/// Objects, lists of objects and `@graph`, without recursion over foreign depth.
fn collect(value: Value, out: &mut Vec<Value>) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(list) => open.extend(list.into_iter().rev()),
            Value::Object(mut map) => {
                if let Some(graph) = map.remove("@graph") {
                    open.push(graph);
                }
                if let Some(main) = map.get("mainEntity").filter(|m| m.is_object()).cloned() {
                    open.push(main);
                }
                out.push(Value::Object(map));
            }
            _ => {}
        }
    }
}

fn is_article(object: &Value) -> bool {
    let named = |v: &Value| v.as_str().is_some_and(|t| t.ends_with("Article") || t.ends_with("Posting") || t.ends_with("Report"));
    object.get("@type").is_some_and(|kind| named(kind) || kind.as_array().is_some_and(|list| list.iter().any(named)))
}
