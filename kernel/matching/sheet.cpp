// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/sheet.hpp"

#include "kernel/matching/fnv1a.hpp"
#include "kernel/matching/synonyms.hpp"

#include <algorithm>
#include <array>

namespace guichet::matching {
namespace {

using domain::Language;
using Where = Sheet::Place;

std::string_view in(const domain::LocalText& text, Language language) {
  return language == Language::fr ? text.fr : text.en;
}

bool covers(const std::vector<std::string>& wide, const std::vector<std::string>& narrow) {
  return wide.empty() || (!narrow.empty() && std::all_of(narrow.begin(), narrow.end(), [&wide](const std::string& one) {
           return std::find(wide.begin(), wide.end(), one) != wide.end();
         }));
}

// Whether whoever `narrow` is for is also in `wide`.
bool covers(const domain::Audience& wide, const domain::Audience& narrow) {
  return (wide.open_to_all || !narrow.open_to_all) && covers(wide.affiliation, narrow.affiliation) &&
         covers(wide.campus, narrow.campus) && covers(wide.component, narrow.component);
}

// Words around a service's need: titles and keywords of the articles it names, labels of its form. Never of an article
// that somebody whom the service is for may not read: finding the service by its words would tell them what it says.
void add_linked(Sheet& sheet, const plugins::Snapshot& snapshot, const domain::Service& service, Language language) {
  for (const std::string& id : service.answers) {
    const domain::Article* article = snapshot.article(id, language);
    if (article == nullptr || article->language != language) continue;
    if (!covers(article->audience, service.audience)) continue;
    sheet.pieces.push_back({Where::linked, language, article->title});
    for (const std::string& keyword : article->keywords) sheet.pieces.push_back({Where::linked, language, keyword});
  }
  for (const domain::Field& field : service.form.fields) {
    sheet.pieces.push_back({Where::linked, language, in(field.label, language)});
    for (const domain::Option& option : field.options) {
      sheet.pieces.push_back({Where::linked, language, in(option.label, language)});
    }
  }
}

// With its length, so that two texts are never taken for one.
std::uint64_t mixed(std::string_view text, std::uint64_t before) {
  return fnv1a(text, fnv1a(std::to_string(text.size()) + ':', before));
}

}  // namespace

std::string group_term(std::size_t group) {
  return "G" + std::to_string(group);
}

std::uint64_t Sheet::fingerprint() const {
  std::uint64_t number = fnv1a(filter);
  for (const Piece& piece : pieces) {
    const std::array<char, 2> kind = {static_cast<char>(piece.place), piece.language == Language::fr ? 'f' : 'e'};
    number = mixed(piece.text, fnv1a({kind.data(), kind.size()}, number));
  }
  return number;
}

Sheet sheet_of(const plugins::Snapshot& snapshot, const domain::Service& service, std::size_t group) {
  Sheet sheet;
  sheet.group = group;
  sheet.filter = group_term(group);
  for (const Language language : {Language::fr, Language::en}) {
    const bool french = language == Language::fr;
    sheet.pieces.push_back({Where::title, language, in(service.title, language)});
    sheet.pieces.push_back({Where::summary, language, in(service.summary, language)});
    for (const std::string& keyword : french ? service.keywords_fr : service.keywords_en) {
      sheet.pieces.push_back({Where::keywords, language, keyword});
    }
    for (const std::string_view synonym : synonyms_of(snapshot, service.id)) {
      sheet.pieces.push_back({Where::keywords, language, synonym});
    }
    for (const std::string& said : french ? service.says_fr : service.says_en) {
      sheet.pieces.push_back({Where::says, language, said});
    }
    add_linked(sheet, snapshot, service, language);
  }
  return sheet;
}

Sheet sheet_of(const domain::Article& article, std::size_t group) {
  Sheet sheet;
  sheet.group = group;
  sheet.filter = group_term(group);
  sheet.pieces.push_back({Where::title, article.language, article.title});
  for (const std::string& keyword : article.keywords) {
    sheet.pieces.push_back({Where::keywords, article.language, keyword});
  }
  for (const domain::Passage& passage : article.passages) {
    sheet.pieces.push_back({Where::text, article.language, passage.heading});
    sheet.pieces.push_back({Where::text, article.language, passage.text});
  }
  return sheet;
}

}  // namespace guichet::matching
