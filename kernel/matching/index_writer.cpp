// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/index_writer.hpp"

#include "kernel/matching/index.hpp"
#include "kernel/matching/lexicon.hpp"
#include "kernel/matching/synonyms.hpp"
#include "kernel/matching/text.hpp"

#include <xapian.h>

#include <unordered_set>

namespace guichet::matching {
namespace {

constexpr std::size_t longest_term = 200;  // bytes; Xapian refuses terms over 245
constexpr std::size_t rows_before_flush = 2000;

using Seen = std::unordered_set<std::string>;

// One document under way.
struct Sheet {
  Xapian::Document document;
  Seen words, roots;

  void add(std::string_view text, domain::Language language, unsigned weight, bool readable = true) {
    if (readable) remember(text);
    const std::vector<std::string> terms = terms_of(text, language);
    for (std::size_t i = 0; i < terms.size(); ++i) {
      if (terms[i].empty() || terms[i].size() > longest_term) continue;
      document.add_term(terms[i], weight);
      if (readable) roots.insert(terms[i]);
      if (i == 0) continue;
      const std::string pair = pair_term(terms[i - 1], terms[i]);
      if (pair.size() <= longest_term) document.add_term(pair, weight);
    }
  }

  void add_beginnings(std::string_view text, domain::Language language) {
    for (const Word& word : words_of(text)) {
      const std::span<const std::string_view> meaning = spelt_out(word.folded);
      const std::string folded = meaning.empty() ? word.folded : std::string(meaning.front());
      if (is_of_asking(folded)) document.add_term(stem(folded, language));
      if (!carries_no_meaning(folded) || is_of_asking(folded)) document.add_term(beginning_term(beginning_of(folded)));
    }
  }

  void remember(std::string_view text) {
    for (const Word& word : words_of(text)) {
      if (spelt_out(word.folded).empty() && !carries_no_meaning(word.folded)) words.insert(word.folded);
      for (const std::string_view part : spelt_out(word.folded)) words.insert(std::string(part));
    }
  }

  void tell(Vocabulary& vocabulary, std::size_t group) const {
    for (const std::string& word : words) vocabulary.add(word, group_bit(group));
    for (const std::string& root : roots) vocabulary.add_root(root, group_bit(group));
  }
};

bool has_other_language(const plugins::Snapshot& snapshot, const domain::Article& article) {
  const auto other = article.language == domain::Language::fr ? domain::Language::en : domain::Language::fr;
  const domain::Article* found = snapshot.article(article.id, other);
  return found != nullptr && found->language == other;
}

}  // namespace

std::vector<LinkedText> linked_texts(const plugins::Snapshot& snapshot, const domain::Service& service,
                                     domain::Language language) {
  std::vector<LinkedText> texts;
  for (const std::string& id : service.answers) {
    const domain::Article* article = snapshot.article(id, language);
    if (article == nullptr || article->language != language) continue;
    texts.push_back({article->title, true});
    for (const std::string& keyword : article->keywords) texts.push_back({keyword, true});
  }
  for (const domain::Field& field : service.form.fields) {
    texts.push_back({language == domain::Language::fr ? field.label.fr : field.label.en});
    for (const domain::Option& option : field.options) {
      texts.push_back({language == domain::Language::fr ? option.label.fr : option.label.en});
    }
  }
  return texts;
}

void IndexWriter::write_services(const std::string& path, Vocabulary& vocabulary) const {
  using domain::Language;
  Xapian::WritableDatabase database(path, Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC);
  for (std::size_t i = 0; i < snapshot.services.size(); ++i) {
    const domain::Service& service = snapshot.services[i];
    Sheet sheet;
    for (const Language language : {Language::fr, Language::en}) {
      const bool french = language == Language::fr;
      sheet.add(french ? service.title.fr : service.title.en, language, service_weights.title);
      sheet.add(french ? service.summary.fr : service.summary.en, language, service_weights.summary);
      for (const std::string& keyword : french ? service.keywords_fr : service.keywords_en) {
        sheet.add(keyword, language, service_weights.keywords);
      }
      for (const std::string_view synonym : synonyms_of(snapshot, service.id)) {
        sheet.add(synonym, language, service_weights.keywords);
      }
      for (const std::string& said : french ? service.says_fr : service.says_en) {
        sheet.add(said, language, service_weights.says);
      }
      for (const LinkedText& linked : linked_texts(snapshot, service, language)) {
        sheet.add(linked.text, language, service_weights.linked, !linked.of_article);
      }
    }
    sheet.tell(vocabulary, service_group[i]);
    sheet.document.add_boolean_term(group_term(service_group[i]));
    database.replace_document(static_cast<Xapian::docid>(i + 1), sheet.document);
  }
  database.commit();
}

void IndexWriter::write_articles(const std::string& path, Vocabulary& vocabulary) const {
  using domain::Language;
  Xapian::WritableDatabase database(path, Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC);
  for (std::size_t i = 0; i < snapshot.articles.size(); ++i) {
    const domain::Article& article = snapshot.articles[i];
    Sheet sheet;
    const auto add = [&](std::string_view text, unsigned weight) {
      sheet.add(text, article.language, weight);
      sheet.add_beginnings(text, article.language);
    };
    add(article.title, article_weights.title);
    for (const std::string& keyword : article.keywords) add(keyword, article_weights.keywords);
    for (const domain::Passage& passage : article.passages) {
      add(passage.heading, article_weights.summary);
      add(passage.text, article_weights.summary);
    }
    sheet.tell(vocabulary, article_group[i]);
    sheet.document.add_boolean_term(group_term(article_group[i]));
    sheet.document.add_boolean_term(language_term(article.language));
    if (!has_other_language(snapshot, article)) {
      sheet.document.add_boolean_term(language_term(article.language == Language::fr ? Language::en : Language::fr));
    }
    database.replace_document(static_cast<Xapian::docid>(i + 1), sheet.document);
    if (i % rows_before_flush == rows_before_flush - 1) database.commit();
  }
  database.commit();
}

}  // namespace guichet::matching
