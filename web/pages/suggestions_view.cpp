// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/suggestions_view.hpp"

#include "kernel/counter/ask.hpp"
#include "kernel/counter/distress.hpp"
#include "kernel/matching/text.hpp"
#include "web/pages/incident_view.hpp"
#include "web/server/cookie.hpp"
#include "web/server/text.hpp"

namespace guichet::web::pages {
namespace {

constexpr std::size_t most_help_services = 4;
constexpr std::size_t most_crossing = 500;  // bytes; three times as many in the cookie
constexpr std::chrono::seconds crossing_time{600};

std::string article_url(const matching::ArticleMatch& match, const std::string& query) {
  return "/fiches/" + match.article->id + query + (match.anchor.empty() ? "" : "#" + match.anchor);
}

}  // namespace

View article_view(const matching::ArticleMatch& match, const std::string& query) {
  std::vector<View> pieces;
  pieces.reserve(match.excerpt.size());
  for (const auto& piece : match.excerpt) {
    pieces.push_back(View().text("text", piece.text).flag("marked", piece.marked));
  }
  View view;
  view.text("url", article_url(match, query))
      .text("article_url", article_url(match, query))
      .text("article_id", match.article->id)
      .text("title", match.article->title)
      .maybe("heading", match.heading)
      .flag("has_pieces", !pieces.empty())
      .list("pieces", std::move(pieces));
  return view;
}

std::string service_url(const Visit& visit, const std::string& service) {
  if (!visit.signed_in() && service == visit.counter().recovery_service) return "/compte-bloque";
  return "/services/" + service;
}

View help_view(const Visit& visit, matching::Distress kind) {
  const counter::Help help = counter::help_for(visit.counter(), visit.asker(), kind);
  std::vector<View> services;
  for (const domain::Service* service : help.services) {
    if (services.size() == most_help_services) break;
    services.push_back(View()
                           .text("url", "/services/" + service->id)
                           .text("title", service->title.in(visit.language()))
                           .text("summary", service->summary.in(visit.language())));
  }
  const counter::ConfidentialChannel& channel = help.channel;
  std::string dialled;
  for (const char character : channel.phone) {
    if (character == '+' || (character >= '0' && character <= '9')) dialled += character;
  }
  View data;
  data.flag("danger", kind == matching::Distress::danger)
      .flag("violence", kind == matching::Distress::violence)
      .flag("harassment", kind == matching::Distress::harassment)
      .flag("has_help_services", !services.empty())
      .list("help_services", std::move(services))
      .maybe("channel_text", channel.text.in(visit.language()))
      .flag("has_channel", !channel.phone.empty() || !channel.mail.empty() || !channel.link.empty())
      .maybe("channel_phone", channel.phone)
      .text("channel_phone_url", "tel:" + dialled)
      .maybe("channel_mail", channel.mail)
      .maybe("channel_link", channel.link);
  return data;
}

std::string crossing_words(const Visit& visit) {
  return server::decode_percent(visit.request().cookies.value(words_cookie)).value_or("");
}

void keep_crossing_words(Visit& visit, std::string_view words) {
  server::Cookie cookie;
  cookie.name = words_cookie;
  cookie.value = url_encoded(matching::cut_at_character(words, most_crossing));
  cookie.max_age = crossing_time;
  cookie.same_site = "Strict";
  visit.set_cookie(std::move(cookie));
}

void forget_crossing_words(Visit& visit) {
  if (visit.request().cookies.value(words_cookie).empty()) return;
  server::Cookie cookie;
  cookie.name = words_cookie;
  cookie.max_age = std::chrono::seconds(0);
  cookie.same_site = "Strict";
  visit.set_cookie(std::move(cookie));
}

View suggestions_view(const Visit& visit, std::string_view words, std::string_view dismissed) {
  View data;
  const bool nothing_typed = words.find_first_not_of(" \t") == std::string_view::npos;
  matching::Suggestions found;
  const bool not_that = !dismissed.empty() && dismissed == matching::name_of(matching::distress_in(words));
  if (!nothing_typed) found = counter::ask(visit.counter(), visit.asker(), words, not_that);
  const bool distress = found.distress != matching::Distress::none;
  if (distress) data = help_view(visit, found.distress);
  add_told_incidents(data, visit, distress ? std::string_view() : words);
  const std::string query = nothing_typed ? "" : with_words;

  std::vector<View> articles, services;
  for (const auto& match : found.articles) articles.push_back(article_view(match, query));
  for (const auto& match : found.services) {
    const std::string url = service_url(visit, match.service->id);
    services.push_back(View()
                           .text("url", url.starts_with("/services/") ? url + query : url)
                           .text("title", match.service->title.in(visit.language()))
                           .text("summary", match.service->summary.in(visit.language()))
                           .maybe("why", visit.texts().sentence(match.why)));
  }
  const auto count = static_cast<std::int64_t>(articles.size() + services.size());
  data.flag("help", distress)
      .text("kind", std::string(matching::name_of(found.distress)))
      .maybe("not_that", std::string(dismissed))
      .text("words", std::string(words))
      .flag("nothing_typed", nothing_typed)
      .flag("abstains", !nothing_typed && (found.abstains || count == 0))
      .flag("unsure_signed_out", !visit.signed_in())
      .text("free_url", "/demande-libre" + query)
      .count("found", count, visit.texts().is_plural(count))
      .flag("has_articles", !articles.empty())
      .flag("has_services", !services.empty())
      .list("articles", std::move(articles))
      .list("services", std::move(services));
  return data;
}

void add_themes(View& data, const Visit& visit, const counter::Catalogue& catalogue) {
  std::vector<View> themes;
  themes.reserve(catalogue.themes.size());
  for (const auto& theme : catalogue.themes) {
    std::vector<View> services;
    services.reserve(theme.services.size());
    for (const domain::Service* service : theme.services) {
      services.push_back(View()
                             .text("url", service_url(visit, service->id))
                             .text("title", service->title.in(visit.language()))
                             .text("summary", service->summary.in(visit.language())));
    }
    themes.push_back(View()
                         .text("title", theme.theme != nullptr ? theme.theme->title.in(visit.language()) : "")
                         .list("services", std::move(services)));
  }
  data.flag("has_themes", !themes.empty()).list("themes", std::move(themes));
}

}  // namespace guichet::web::pages
