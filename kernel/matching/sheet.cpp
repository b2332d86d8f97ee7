// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/sheet.hpp"

#include "kernel/matching/synonyms.hpp"

#include <algorithm>

namespace guichet::matching {
namespace {

using domain::Language;
using Place = Sheet::Place;

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
    sheet.pieces.push_back({Place::linked, language, article->title});
    for (const std::string& keyword : article->keywords) sheet.pieces.push_back({Place::linked, language, keyword});
  }
  for (const domain::Field& field : service.form.fields) {
    sheet.pieces.push_back({Place::linked, language, in(field.label, language)});
    for (const domain::Option& option : field.options) {
      sheet.pieces.push_back({Place::linked, language, in(option.label, language)});
    }
  }
}

class Fnv1a {
 public:
  void add(std::string_view text) {
    add(text.size());
    for (const char letter : text) mix(static_cast<unsigned char>(letter));
  }
  void add(std::uint64_t number) {
    for (int byte = 0; byte < 8; ++byte) mix((number >> (8 * byte)) & 0xFF);
  }
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  void mix(std::uint64_t byte) { value_ = (value_ ^ byte) * 0x100000001B3ULL; }
  std::uint64_t value_ = 0xCBF29CE484222325ULL;
};

}  // namespace

std::string group_term(std::size_t group) {
  return "G" + std::to_string(group);
}

std::uint64_t Sheet::fingerprint() const {
  Fnv1a mixed;
  for (const Piece& piece : pieces) {
    mixed.add(static_cast<std::uint64_t>(piece.place) * 2 + (piece.language == Language::fr ? 1 : 0));
    mixed.add(piece.text);
  }
  mixed.add(filter);
  return mixed.value();
}

Sheet sheet_of(const plugins::Snapshot& snapshot, const domain::Service& service, std::size_t group) {
  Sheet sheet;
  sheet.group = group;
  sheet.filter = group_term(group);
  for (const Language language : {Language::fr, Language::en}) {
    const bool french = language == Language::fr;
    sheet.pieces.push_back({Place::title, language, in(service.title, language)});
    sheet.pieces.push_back({Place::summary, language, in(service.summary, language)});
    for (const std::string& keyword : french ? service.keywords_fr : service.keywords_en) {
      sheet.pieces.push_back({Place::keywords, language, keyword});
    }
    for (const std::string_view synonym : synonyms_of(snapshot, service.id)) {
      sheet.pieces.push_back({Place::keywords, language, synonym});
    }
    for (const std::string& said : french ? service.says_fr : service.says_en) {
      sheet.pieces.push_back({Place::says, language, said});
    }
    add_linked(sheet, snapshot, service, language);
  }
  return sheet;
}

Sheet sheet_of(const domain::Article& article, std::size_t group) {
  Sheet sheet;
  sheet.group = group;
  sheet.filter = group_term(group);
  sheet.pieces.push_back({Place::title, article.language, article.title});
  for (const std::string& keyword : article.keywords) {
    sheet.pieces.push_back({Place::keywords, article.language, keyword});
  }
  for (const domain::Passage& passage : article.passages) {
    sheet.pieces.push_back({Place::text, article.language, passage.heading});
    sheet.pieces.push_back({Place::text, article.language, passage.text});
  }
  return sheet;
}

}  // namespace guichet::matching
