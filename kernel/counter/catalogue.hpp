// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"

#include <string>
#include <vector>

namespace guichet::counter {

struct CatalogueTheme {
  const plugins::Theme* theme = nullptr;
  std::vector<const domain::Service*> services;
};
/// Themes with the services this person may ask for; empty themes left out. Keep `snapshot` while reading it.
struct Catalogue {
  plugins::SnapshotPtr snapshot;
  std::vector<CatalogueTheme> themes;
};
[[nodiscard]] Catalogue catalogue(const Counter& counter, const Asker& asker);

/// A service this person may ask for, with the articles that answer first. not_found for any other.
struct ServiceView {
  plugins::SnapshotPtr snapshot;
  const domain::Service* service = nullptr;
  const plugins::Theme* theme = nullptr;
  std::vector<const domain::Article*> answers;
};
[[nodiscard]] domain::Result<ServiceView> service(const Counter& counter, const Asker& asker, const std::string& id);

/// An article this person may read, and the services it leads to.
struct ArticleView {
  plugins::SnapshotPtr snapshot;
  const domain::Article* article = nullptr;
  std::vector<const domain::Service*> services;
};
[[nodiscard]] domain::Result<ArticleView> article(const Counter& counter, const Asker& asker, const std::string& id);
/// Every article this person may read, by title, in their language where there is one.
struct ArticleList {
  plugins::SnapshotPtr snapshot;
  std::vector<const domain::Article*> articles;
};
[[nodiscard]] ArticleList articles(const Counter& counter, const Asker& asker);

}  // namespace guichet::counter
