// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/matching/vocabulary.hpp"
#include "kernel/plugins/registry.hpp"

#include <string>
#include <vector>

namespace guichet::matching {

/// Writes the two databases of an index. Borrowed members outlive it. Throws Xapian::Error.
struct IndexWriter {
  const plugins::Snapshot& snapshot;
  const std::vector<std::size_t>& service_group;
  const std::vector<std::size_t>& article_group;

  void write_services(const std::string& path, Vocabulary& vocabulary) const;
  void write_articles(const std::string& path, Vocabulary& vocabulary) const;
};

/// Words around a service's need: titles and keywords of the articles it names, labels of its form.
struct LinkedText {
  std::string text;
  bool of_article = false;  ///< the article's own audience says who may read these words
};
[[nodiscard]] std::vector<LinkedText> linked_texts(const plugins::Snapshot& snapshot, const domain::Service& service,
                                                   domain::Language language);

}  // namespace guichet::matching
