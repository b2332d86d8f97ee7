// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/index_writer.hpp"

#include "kernel/matching/lexicon.hpp"
#include "kernel/matching/text.hpp"

#include <span>
#include <unordered_set>

namespace guichet::matching {
namespace {

constexpr std::size_t longest_term = 200;  // bytes; Xapian refuses terms over 245
constexpr std::size_t rows_before_flush = 2000;

unsigned weight_of(Sheet::Place place, const FieldWeights& weights) {
  switch (place) {
    case Sheet::Place::title:
      return weights.title;
    case Sheet::Place::keywords:
      return weights.keywords;
    case Sheet::Place::says:
      return weights.says;
    case Sheet::Place::summary:
      return weights.summary;
    case Sheet::Place::linked:
      return weights.linked;
    case Sheet::Place::text:
      return weights.text;
  }
  return 1;
}

// Roots of a piece; of services also pairs of them, of articles beginnings of words.
void add_terms(Xapian::Document& document, const Sheet::Piece& piece, bool of_article, unsigned weight) {
  const std::vector<std::string> terms = terms_of(piece.text, piece.language);
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (terms[i].empty() || terms[i].size() > longest_term) continue;
    document.add_term(terms[i], weight);
    if (of_article || i == 0) continue;
    const std::string pair = pair_term(terms[i - 1], terms[i]);
    if (pair.size() <= longest_term) document.add_term(pair, weight);
  }
  if (!of_article) return;
  for (const Word& word : words_of(piece.text)) {
    const std::span<const std::string_view> meaning = spelt_out(word.folded);
    const std::string folded = meaning.empty() ? word.folded : std::string(meaning.front());
    if (is_of_asking(folded)) document.add_term(stem(folded, piece.language));
    if (!carries_no_meaning(folded) || is_of_asking(folded)) document.add_term(beginning_term(beginning_of(folded)));
  }
}

// Each of them once: the vocabulary counts sheets.
struct ReadableWords {
  std::unordered_set<std::string> words, roots;

  explicit ReadableWords(const Sheet& sheet) {
    for (const Sheet::Piece& piece : sheet.pieces) {
      for (const Word& word : words_of(piece.text)) {
        const std::span<const std::string_view> meaning = spelt_out(word.folded);
        if (meaning.empty() && !carries_no_meaning(word.folded)) words.insert(word.folded);
        for (const std::string_view part : meaning) words.emplace(part);
      }
      for (std::string& term : terms_of(piece.text, piece.language)) {
        if (!term.empty() && term.size() <= longest_term) roots.insert(std::move(term));
      }
    }
  }
};

}  // namespace

Xapian::docid IndexWriter::add(const Sheet& sheet) {
  const bool of_article = kind_ == Kind::articles;
  const FieldWeights& weights = of_article ? article_weights : service_weights;
  Xapian::Document document;
  for (const Sheet::Piece& piece : sheet.pieces) {
    add_terms(document, piece, of_article, weight_of(piece.place, weights));
  }
  document.add_boolean_term(sheet.filter);
  const ReadableWords readable(sheet);
  for (const std::string& word : readable.words) vocabulary_.add(word, group_bit(sheet.group));
  for (const std::string& root : readable.roots) vocabulary_.add_root(root, group_bit(sheet.group));
  const Xapian::docid number = database_.add_document(document);
  if (++since_flush_ == rows_before_flush) {
    database_.commit();
    since_flush_ = 0;
  }
  return number;
}

void IndexWriter::remove(Xapian::docid document, const Sheet& sheet) {
  database_.delete_document(document);
  const ReadableWords readable(sheet);
  for (const std::string& word : readable.words) vocabulary_.remove(word, group_bit(sheet.group));
  for (const std::string& root : readable.roots) vocabulary_.remove_root(root, group_bit(sheet.group));
}

}  // namespace guichet::matching
