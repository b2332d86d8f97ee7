// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/registry.hpp"

#include <random>
#include <string>
#include <vector>

namespace guichet::bench {

/// Sentences of made-up words that are as frequent as the words of a language are (Zipf). The same every time.
class Writer {
 public:
  Writer();

  [[nodiscard]] std::size_t number_below(std::size_t bound);
  [[nodiscard]] const std::string& word();
  /// One word in three is one of these, when there are any.
  [[nodiscard]] std::string sentence(std::size_t length, const std::vector<std::string>& among = {});

 private:
  std::mt19937_64 random_{20261128};
  std::vector<std::string> words_;
  std::vector<double> rising_;  // sums of their frequencies
};

/// Articles of about 450 words and services with eight sentences that people say, each about a subject of its own.
struct MadeUniversity {
  std::vector<std::vector<std::string>> subjects;  ///< words of its own; beside services
  std::vector<domain::Service> services;
  std::vector<domain::Article> articles;

  MadeUniversity(Writer& writer, std::size_t articles, std::size_t services);

  [[nodiscard]] domain::Article article(Writer& writer, std::size_t number) const;
  [[nodiscard]] plugins::SnapshotPtr snapshot(const std::string& fingerprint) const;
};

}  // namespace guichet::bench
