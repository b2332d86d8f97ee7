// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/made_university.hpp"

#include <algorithm>
#include <array>

namespace guichet::bench {
namespace {

constexpr std::size_t vocabulary_size = 30'000;
constexpr std::array syllables{"ba",  "ri", "ton", "se",  "mi", "lou", "cha", "ver", "pi", "na",
                               "cou", "de", "fra", "gen", "jo", "que", "sta", "tri", "vi", "xa"};

}  // namespace

Writer::Writer() {
  double sum = 0;
  for (std::size_t i = 0; i < vocabulary_size; ++i) {
    std::string& word = words_.emplace_back();
    for (std::size_t rest = i + syllables.size() * syllables.size(); rest > 0; rest /= syllables.size()) {
      word += syllables[rest % syllables.size()];
    }
    rising_.push_back(sum += 1 / static_cast<double>(i + 3));
  }
}

std::size_t Writer::number_below(std::size_t bound) {
  return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
}

const std::string& Writer::word() {
  const double at = std::uniform_real_distribution<double>(0, rising_.back())(random_);
  const auto found = std::lower_bound(rising_.begin(), rising_.end(), at);
  return words_[static_cast<std::size_t>(found - rising_.begin())];
}

std::string Writer::sentence(std::size_t length, const std::vector<std::string>& among) {
  std::string text;
  for (std::size_t i = 0; i < length; ++i) {
    if (i > 0) text += ' ';
    text += !among.empty() && number_below(3) == 0 ? among[number_below(among.size())] : word();
  }
  return text;
}

MadeUniversity::MadeUniversity(Writer& writer, std::size_t article_count, std::size_t service_count) {
  for (std::size_t i = 0; i < service_count; ++i) {
    auto& own = subjects.emplace_back();
    for (int word = 0; word < 8; ++word) own.push_back(writer.word());
    domain::Service& service = services.emplace_back();
    service.id = "bench/service-" + std::to_string(i);
    service.plugin = "bench";
    service.title.fr = service.title.en = writer.sentence(3, own);
    service.summary.fr = service.summary.en = writer.sentence(12, own);
    for (int says = 0; says < 8; ++says) service.says_fr.push_back(writer.sentence(6, own));
    service.keywords_fr = {own[0], own[1]};
    service.audience.open_to_all = true;
  }
  for (std::size_t i = 0; i < article_count; ++i) articles.push_back(article(writer, i));
}

domain::Article MadeUniversity::article(Writer& writer, std::size_t number) const {
  const auto& own = subjects[number % subjects.size()];
  domain::Article article;
  article.id = "bench/article-" + std::to_string(number);
  article.title = writer.sentence(6, own);
  article.audience.open_to_all = true;
  for (int passage = 0; passage < 6; ++passage) {
    article.passages.push_back({writer.sentence(4, own), "p" + std::to_string(passage), writer.sentence(70, own)});
  }
  return article;
}

plugins::SnapshotPtr MadeUniversity::snapshot(const std::string& fingerprint) const {
  auto snapshot = std::make_shared<plugins::Snapshot>();
  snapshot->services = services;
  snapshot->articles = articles;
  snapshot->fingerprint = fingerprint;
  snapshot->index();
  return snapshot;
}

}  // namespace guichet::bench
