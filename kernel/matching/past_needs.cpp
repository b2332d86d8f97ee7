// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/past_needs.hpp"

#include "kernel/matching/lexicon.hpp"
#include "kernel/matching/text.hpp"

#include <xapian.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <mutex>
#include <set>
#include <stdexcept>

namespace guichet::matching {
namespace {

constexpr const char* event_key = "event";
constexpr std::size_t most_need_bytes = 2000;
constexpr std::size_t most_words_read = 120;
constexpr std::size_t longest_word = 60;     // bytes
constexpr std::size_t most_entries = 6'000;  // of the lists that are walked through for one question
constexpr std::size_t pending_before_flush = 20'000;
constexpr std::size_t most_handles = 16;
constexpr int most_attempts = 4;

std::set<std::string> terms_for(std::string_view text) {
  std::set<std::string> terms;
  for (const Word& word : words_of(text, most_words_read)) {
    if (is_grammar(word.folded) || word.folded.size() > longest_word) continue;
    terms.insert(stem(word.folded, domain::Language::fr));
    terms.insert(beginning_term(beginning_of(word.folded)));
  }
  return terms;
}

// "label\ntext"
PastNeed read(std::uint32_t id, const std::string& data) {
  const std::size_t line = data.find('\n');
  if (line == std::string::npos) return {id, data, {}};
  return {id, data.substr(0, line), data.substr(line + 1)};
}

Xapian::WritableDatabase open_for_writing(const std::string& folder) {
  std::filesystem::create_directories(folder);
  try {
    return Xapian::WritableDatabase(folder, Xapian::DB_CREATE_OR_OPEN | Xapian::DB_NO_SYNC);
  } catch (const Xapian::DatabaseLockError&) {
    throw;
  } catch (const Xapian::Error&) {
    std::filesystem::remove_all(folder);
    return Xapian::WritableDatabase(folder, Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC);
  }
}

}  // namespace

struct PastNeeds::State {
  std::string folder;
  Xapian::WritableDatabase writable;
  std::size_t pending = 0;

  mutable std::mutex mutex;
  mutable std::vector<std::unique_ptr<Xapian::Database>> idle;

  // A handle of its own for each reader at work, and as of the last commit.
  std::unique_ptr<Xapian::Database> take() const {
    std::unique_ptr<Xapian::Database> handle;
    {
      const std::lock_guard lock(mutex);
      if (!idle.empty()) {
        handle = std::move(idle.back());
        idle.pop_back();
      }
    }
    if (handle == nullptr) return std::make_unique<Xapian::Database>(folder);
    handle->reopen();
    return handle;
  }
  void give_back(std::unique_ptr<Xapian::Database> handle) const {
    const std::lock_guard lock(mutex);
    if (idle.size() < most_handles) idle.push_back(std::move(handle));
  }
};

PastNeeds::PastNeeds(std::string folder) : state_(std::make_unique<State>()) {
  try {
    state_->folder = std::move(folder);
    state_->writable = open_for_writing(state_->folder);
    state_->writable.commit();
  } catch (const Xapian::Error& error) {
    throw std::runtime_error("index of past needs: " + error.get_description());
  }
}
PastNeeds::~PastNeeds() = default;

void PastNeeds::put(const PastNeed& need) {
  if (need.id == 0) return;
  const std::string_view text = cut_at_character(need.text, most_need_bytes);
  Xapian::Document document;
  for (const std::string& term : terms_for(text)) document.add_term(term);
  document.set_data(need.label + '\n' + std::string(text));
  state_->writable.replace_document(need.id, document);
  if (++state_->pending >= pending_before_flush) {
    state_->writable.commit();
    state_->pending = 0;
  }
}

bool PastNeeds::remove(std::uint32_t id) {
  try {
    if (id == 0) return false;
    state_->writable.delete_document(id);
    return true;
  } catch (const Xapian::DocNotFoundError&) {
    return false;  // confidential, or not solved yet
  }
}

void PastNeeds::commit(std::int64_t event_number) {
  state_->writable.set_metadata(event_key, std::to_string(event_number));
  state_->writable.commit();
  state_->pending = 0;
}

std::int64_t PastNeeds::indexed_up_to() const {
  const std::string text = state_->writable.get_metadata(event_key);
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::size_t PastNeeds::size() const {
  try {
    auto handle = state_->take();
    const std::size_t size = handle->get_doccount();
    state_->give_back(std::move(handle));
    return size;
  } catch (const Xapian::Error&) {
    return 0;
  }
}

std::vector<NearNeed> PastNeeds::nearest(std::string_view text, std::size_t most) const {
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    try {
      return nearest_now(text, most);
    } catch (const Xapian::DatabaseModifiedError&) {
      // Two commits came in between: what was read is no longer there. As of the last one, then.
    } catch (const Xapian::Error&) {
      break;
    }
  }
  return {};  // earlier requests only help: without them the rest of the matcher answers
}

std::vector<NearNeed> PastNeeds::nearest_now(std::string_view text, std::size_t most) const {
  std::vector<NearNeed> near;
  auto handle = state_->take();
  std::vector<std::pair<Xapian::doccount, std::string>> terms;
  for (const std::string& term : terms_for(cut_at_character(text, most_need_bytes))) {
    const Xapian::doccount frequency = handle->get_termfreq(term);
    if (frequency > 0) terms.emplace_back(frequency, term);
  }
  std::sort(terms.begin(), terms.end());
  std::vector<Xapian::Query> parts;
  std::size_t entries = 0;
  for (const auto& [frequency, term] : terms) {
    if (!parts.empty() && entries + frequency > most_entries) break;
    entries += frequency;
    parts.emplace_back(term);
  }
  if (!parts.empty()) {
    Xapian::Enquire enquire(*handle);
    const double average = handle->get_avlength() / 2;
    const double k1 = 0.6 + 0.02 * average;
    enquire.set_weighting_scheme(Xapian::BM25Weight(k1, 0, 0, 0.02 * average / k1, 0.1));
    enquire.set_query(Xapian::Query(Xapian::Query::OP_OR, parts.begin(), parts.end()));
    const Xapian::MSet found = enquire.get_mset(0, static_cast<Xapian::doccount>(most));
    for (auto it = found.begin(); it != found.end(); ++it) {
      near.push_back({*it, read(*it, it.get_document().get_data()).label, it.get_weight()});
    }
  }
  state_->give_back(std::move(handle));
  return near;
}

CommonWords PastNeeds::common_words(std::string_view text, std::size_t least) const {
  CommonWords common;
  try {
    auto handle = state_->take();
    std::size_t all = 0, kept = 0;
    for (const Word& word : words_of(cut_at_character(text, most_need_bytes), most_words_read)) {
      if (is_grammar(word.folded) || word.folded.size() > longest_word) continue;
      ++all;
      if (handle->get_termfreq(stem(word.folded, domain::Language::fr)) < least) continue;
      ++kept;
      if (!common.text.empty()) common.text += ' ';
      common.text += word.folded;
    }
    if (all > 0) common.share = static_cast<double>(kept) / static_cast<double>(all);
    state_->give_back(std::move(handle));
  } catch (const Xapian::Error&) {
    return {};
  }
  return common;
}

void PastNeeds::each(std::size_t most, const std::function<void(PastNeed)>& take) const {
  try {
    const auto handle = state_->take();
    std::vector<Xapian::docid> ids;
    for (auto it = handle->postlist_begin(""); it != handle->postlist_end(""); ++it) ids.push_back(*it);
    const std::size_t first = ids.size() > most ? ids.size() - most : 0;
    for (std::size_t i = first; i < ids.size(); ++i) take(read(ids[i], handle->get_document(ids[i]).get_data()));
  } catch (const Xapian::Error&) {
    // What was read is learned from.
  }
}

}  // namespace guichet::matching
