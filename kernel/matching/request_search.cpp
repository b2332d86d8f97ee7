// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/request_search.hpp"

#include "kernel/matching/bounded_source.hpp"
#include "kernel/matching/lexicon.hpp"
#include "kernel/matching/text.hpp"

#include <xapian.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <mutex>
#include <optional>
#include <thread>

namespace guichet::matching {
namespace {

// Prefixes of terms. Folded words have none; roots only where they differ from the word.
constexpr char root_prefix = 'Z', reader_prefix = 'U', reference_prefix = 'R';
constexpr const char* open_term = "XO";
constexpr Xapian::valueno recency_slot = 0;
constexpr const char* event_key = "event";

constexpr std::size_t most_text = 256 * 1024;  // bytes indexed of one request
constexpr std::size_t most_query = 1000;       // bytes read of a search
constexpr std::size_t most_searched_words = 24;
constexpr std::size_t most_page = 500;
constexpr std::size_t most_readers = 2000;
constexpr std::size_t longest_term = 200;
constexpr std::size_t pending_before_flush = 8000;    // documents held in memory while many are put
constexpr Xapian::doccount walked_at_most = 150'000;  // recent requests read through for words that are everywhere
constexpr auto time_at_most = std::chrono::milliseconds(400);
constexpr domain::Instant recency_origin = 1'262'304'000'000;  // 2010-01-01
constexpr double weight_of_a_year = 1.0;

// The reference in any writing: "g-2t8k-4m", "G2T8K4M".
std::string reference_term(std::string_view text) {
  std::string term(1, reference_prefix);
  for (const char letter : text) {
    if (letter >= 'a' && letter <= 'z') term += static_cast<char>(letter - ('a' - 'A'));
    if ((letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9')) term += letter;
  }
  return term;
}

void add_words(Xapian::Document& document, std::string_view text, unsigned weight) {
  for (const Word& word : words_of(cut_at_character(text, most_text))) {
    if (word.folded.size() > longest_term || carries_no_meaning(word.folded)) continue;
    document.add_term(word.folded, weight);
    const std::string root = stem(word.folded, domain::Language::fr);
    if (root != word.folded) document.add_term(root_prefix + root, weight);
  }
}

double recency_of(domain::Instant created) {
  constexpr double year = 365.25 * static_cast<double>(domain::day);
  return std::max(0.0, static_cast<double>(created - recency_origin) / year * weight_of_a_year);
}

bool fits_docid(domain::RequestId id) {
  return id > 0 && id < std::numeric_limits<Xapian::docid>::max();
}

// One word of a search; the last may still be being typed.
Xapian::Query word_query(const std::string& folded, bool unfinished) {
  const std::string root = stem(folded, domain::Language::fr);
  std::vector<Xapian::Query> forms = {Xapian::Query(folded), Xapian::Query(root_prefix + root)};
  if (root != folded) forms.emplace_back(root);
  if (unfinished && folded.size() >= 2) {
    forms.emplace_back(Xapian::Query::OP_WILDCARD, folded, 30, Xapian::Query::WILDCARD_LIMIT_MOST_FREQUENT,
                       Xapian::Query::OP_OR);
  }
  return Xapian::Query(Xapian::Query::OP_MAX, forms.begin(), forms.end());
}

// What was asked: every word, or (when nothing has them all) any of them; or the reference.
struct Asked {
  Xapian::Query every, any;
  [[nodiscard]] bool empty() const { return every.empty(); }
};

Asked read_words(std::string_view words) {
  const std::string_view text = cut_at_character(words, most_query);
  const std::vector<Word> found = words_of(text, 4 * most_searched_words);
  std::vector<Xapian::Query> parts;
  for (std::size_t i = 0; i < found.size() && parts.size() < most_searched_words; ++i) {
    const bool last = i + 1 == found.size() && found[i].end == text.size();
    if (carries_no_meaning(found[i].folded) || found[i].folded.size() > longest_term) continue;
    parts.push_back(word_query(found[i].folded, last));
  }
  std::vector<Xapian::Query> references;
  std::size_t at = 0;
  while (at < text.size() && references.size() < most_searched_words) {
    const std::size_t space = std::min(text.find_first_of(" \t\r\n,;:()#", at), text.size());
    const std::string term = reference_term(text.substr(at, space - at));
    if (term.size() >= 5 && term.size() <= 40) references.emplace_back(term);
    at = space + 1;
  }
  const Xapian::Query by_reference(Xapian::Query::OP_OR, references.begin(), references.end());
  Asked asked;
  asked.every = Xapian::Query(Xapian::Query::OP_AND, parts.begin(), parts.end());
  asked.any = Xapian::Query(Xapian::Query::OP_OR, parts.begin(), parts.end());
  if (!references.empty()) {
    asked.every = parts.empty() ? by_reference : Xapian::Query(Xapian::Query::OP_OR, asked.every, by_reference);
    asked.any = parts.empty() ? by_reference : Xapian::Query(Xapian::Query::OP_OR, asked.any, by_reference);
  }
  return asked;
}

// One page of one kind, open or over, from what a query finds.
class Search {
 public:
  Search(Xapian::Database& database, Xapian::Query readable)
      : database_(database), readable_(std::move(readable)), until_(std::chrono::steady_clock::now() + time_at_most) {}

  SearchHits page(const Xapian::Query& asked, std::size_t offset, std::size_t limit) {
    SearchHits hits;
    const Xapian::Query allowed(Xapian::Query::OP_FILTER, asked, readable_);
    const Xapian::Query open_ones(Xapian::Query::OP_FILTER, allowed, Xapian::Query(open_term));
    const Xapian::Query over_ones(Xapian::Query::OP_AND_NOT, allowed, Xapian::Query(open_term));
    const Xapian::MSet open = run(open_ones, offset, limit);
    for (auto it = open.begin(); it != open.end(); ++it) hits.ids.push_back(*it);
    const std::size_t about_open = open.get_matches_estimated();
    const std::size_t skipped = offset > about_open ? offset - about_open : 0;
    const Xapian::MSet over = run(over_ones, skipped, limit - hits.ids.size());
    for (auto it = over.begin(); it != over.end(); ++it) hits.ids.push_back(*it);
    hits.about = about_open + over.get_matches_estimated();
    return hits;
  }

 private:
  Xapian::MSet run(const Xapian::Query& query, std::size_t offset, std::size_t limit) {
    const auto wanted = static_cast<Xapian::doccount>(offset + limit);
    const Xapian::docid last = database_.get_lastdocid();
    // Words that are everywhere: the recent requests first, and the rest only when those do not fill the page.
    if (last > walked_at_most) {
      const Xapian::MSet recent = run_from(query, last - walked_at_most, offset, limit);
      if (recent.size() == limit && recent.get_matches_lower_bound() > wanted) return recent;
    }
    return run_from(query, 1, offset, limit);
  }

  Xapian::MSet run_from(const Xapian::Query& query, Xapian::docid first, std::size_t offset, std::size_t limit) {
    Xapian::ValueWeightPostingSource recency(recency_slot);
    Xapian::Query weighed(Xapian::Query::OP_AND_MAYBE, query, Xapian::Query(&recency));
    BoundedSource bound(first, until_);
    weighed = Xapian::Query(Xapian::Query::OP_FILTER, weighed, Xapian::Query(&bound));
    Xapian::Enquire enquire(database_);
    enquire.set_weighting_scheme(Xapian::BM25Weight(1.2, 0, 0, 0.4, 0.2));
    enquire.set_docid_order(Xapian::Enquire::DESCENDING);
    enquire.set_query(weighed);
    const auto wanted = static_cast<Xapian::doccount>(offset + limit);
    return enquire.get_mset(static_cast<Xapian::doccount>(offset), static_cast<Xapian::doccount>(limit), wanted + 1);
  }

  Xapian::Database& database_;
  Xapian::Query readable_;
  std::chrono::steady_clock::time_point until_;
};

}  // namespace

struct RequestSearch::State {
  std::string folder;

  std::optional<Xapian::WritableDatabase> writer;  // the one writer's
  std::size_t pending = 0;
  bool lost = false;  // something could not be written since the last commit: the events must be followed again

  mutable std::mutex mutex;
  mutable std::vector<std::unique_ptr<Xapian::Database>> idle;  // readers between two searches

  Xapian::WritableDatabase& open_writer() {
    if (!writer) {
      std::filesystem::create_directories(folder);
      try {
        writer.emplace(folder, Xapian::DB_CREATE_OR_OPEN);
      } catch (const Xapian::DatabaseCorruptError&) {
        writer.emplace(folder, Xapian::DB_CREATE_OR_OVERWRITE);  // it can all be read again from the events
      } catch (const Xapian::DatabaseVersionError&) {
        writer.emplace(folder, Xapian::DB_CREATE_OR_OVERWRITE);
      }
    }
    return *writer;
  }

  template <typename Change>
  void change(Change apply) {
    try {
      Xapian::WritableDatabase& database = open_writer();
      apply(database);
      if (++pending >= pending_before_flush) {
        database.commit();
        pending = 0;
      }
    } catch (const std::exception&) {
      lost = true;
      writer.reset();
    } catch (const Xapian::Error&) {
      lost = true;
      writer.reset();
    }
  }

  std::unique_ptr<Xapian::Database> take_reader() const {
    {
      const std::lock_guard lock(mutex);
      if (!idle.empty()) {
        auto reader = std::move(idle.back());
        idle.pop_back();
        reader->reopen();
        return reader;
      }
    }
    return std::make_unique<Xapian::Database>(folder);
  }

  void give_back(std::unique_ptr<Xapian::Database> reader) const {
    const std::lock_guard lock(mutex);
    if (idle.size() < 8) idle.push_back(std::move(reader));
  }

  // Reads with a handle of its own, once more when a writer overtook it.
  template <typename Answer, typename Read>
  Answer read(Answer otherwise, Read ask) const {
    for (int attempt = 0; attempt < 3; ++attempt) {
      try {
        std::unique_ptr<Xapian::Database> reader = take_reader();
        Answer answer = ask(*reader);
        give_back(std::move(reader));
        return answer;
      } catch (const Xapian::DatabaseModifiedError&) {
        continue;
      } catch (const Xapian::Error&) {
        return otherwise;  // nothing indexed yet, or out of reach
      }
    }
    return otherwise;
  }
};

RequestSearch::RequestSearch(std::string folder) : state_(std::make_unique<State>()) {
  state_->folder = std::move(folder);
}

RequestSearch::~RequestSearch() {
  // What was not committed is not true yet: it will be put again.
  if (state_->writer) try {
      state_->writer->close();
    } catch (const Xapian::Error&) {
    }
}

void RequestSearch::put(const SearchDocument& request) {
  if (!fits_docid(request.id)) return;
  state_->change([&request](Xapian::WritableDatabase& database) {
    Xapian::Document document;
    add_words(document, request.title, 3);
    add_words(document, request.text, 1);
    add_words(document, request.requester_name, 2);
    const std::string reference = reference_term(request.reference);
    if (reference.size() > 1 && reference.size() <= longest_term) document.add_boolean_term(reference);
    for (const std::string& reader : request.readers) {
      if (reader.size() <= longest_term) document.add_boolean_term(reader_prefix + reader);
    }
    if (!request.over) document.add_boolean_term(open_term);
    document.add_value(recency_slot, Xapian::sortable_serialise(recency_of(request.created)));
    database.replace_document(static_cast<Xapian::docid>(request.id), document);
  });
}

void RequestSearch::remove(domain::RequestId id) {
  if (!fits_docid(id)) return;
  state_->change([id](Xapian::WritableDatabase& database) {
    try {
      database.delete_document(static_cast<Xapian::docid>(id));
    } catch (const Xapian::DocNotFoundError&) {
      // It was never indexed, or removed before.
    }
  });
}

void RequestSearch::commit(std::int64_t event_number) {
  if (state_->lost) {
    state_->lost = false;
    return;
  }
  state_->change([event_number](Xapian::WritableDatabase& database) {
    database.set_metadata(event_key, std::to_string(event_number));
    database.commit();
  });
  state_->pending = 0;
  state_->lost = false;
}

std::int64_t RequestSearch::indexed_up_to() const {
  return state_->read(std::int64_t{0}, [](Xapian::Database& database) {
    const std::string text = database.get_metadata(event_key);
    std::int64_t event = 0;
    std::from_chars(text.data(), text.data() + text.size(), event);
    return event;
  });
}

SearchHits RequestSearch::search(std::string_view words, const std::vector<std::string>& readers, std::size_t offset,
                                 std::size_t limit) const {
  if (offset >= most_page || limit == 0 || readers.empty()) return {};
  limit = std::min(limit, most_page - offset);
  const Asked asked = read_words(words);
  if (asked.empty()) return {};
  return state_->read(SearchHits{}, [&](Xapian::Database& database) {
    std::vector<std::string> terms;
    for (std::size_t i = 0; i < std::min(readers.size(), most_readers); ++i) {
      if (readers[i].size() <= longest_term) terms.push_back(reader_prefix + readers[i]);
    }
    if (terms.empty()) return SearchHits{};
    Search search(database, Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end()));
    SearchHits hits = search.page(asked.every, offset, limit);
    return hits.about > 0 || offset > 0 ? hits : search.page(asked.any, offset, limit);
  });
}

}  // namespace guichet::matching
