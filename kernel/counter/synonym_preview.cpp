// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/distress.hpp"
#include "kernel/counter/synonyms.hpp"
#include "kernel/identity/tokens.hpp"
#include "kernel/matching/text.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/past_needs.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;
using domain::Result;
using Preview = SynonymPreview;

constexpr std::size_t most_needs = 500;
constexpr std::size_t most_examples = 20;
constexpr std::int64_t most_previews_an_hour = 60;
constexpr std::chrono::milliseconds patience{2000};
constexpr std::size_t most_people_at_once = 200;
constexpr std::size_t enough_people = 5;  // access.md: of fewer, nothing is told

/// Two indexes in a folder that goes with them.
class Folder {
 public:
  explicit Folder(const std::string& data)
      : path_((data.empty() ? std::filesystem::temp_directory_path() : std::filesystem::path(data)) /
              ("words-preview-" + identity::random_token().substr(0, 16))) {}
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string part(const char* name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

/// Articles lend services their titles and keywords; their pages would take long to index and change no service.
plugins::Snapshot without_pages(const plugins::Snapshot& snapshot) {
  plugins::Snapshot light = snapshot;
  for (domain::Article& article : light.articles) {
    article.passages.clear();
    article.html.clear();
  }
  light.index();
  return light;
}

std::string words_of(const storage::PastNeed& need) {
  if (need.words.empty() || need.words.starts_with(need.title)) return need.words.empty() ? need.title : need.words;
  return need.title + " " + need.words;
}

struct Asked {
  storage::PastNeed need;
  const domain::Person* requester = nullptr;
};

std::vector<domain::Person> requesters_of(storage::Connection& connection,
                                          const std::vector<storage::PastNeed>& needs) {
  std::set<domain::PersonId> ids;
  for (const auto& need : needs) ids.insert(need.requester);
  ids.erase(0);
  std::vector<domain::Person> people;
  const std::vector<domain::PersonId> all(ids.begin(), ids.end());
  for (std::size_t from = 0; from < all.size(); from += most_people_at_once) {
    const std::size_t to = std::min(all.size(), from + most_people_at_once);
    const std::vector<domain::PersonId> some(all.begin() + static_cast<std::ptrdiff_t>(from),
                                             all.begin() + static_cast<std::ptrdiff_t>(to));
    for (auto& person : storage::People(connection).many(some)) people.push_back(std::move(person));
  }
  return people;
}

/// The rows as a change leaves them.
void apply(std::vector<storage::SynonymRow>& rows, const SynonymChange& change) {
  if (change.id == 0) {
    rows.push_back({0, change.scope, change.words, change.means, 0, 0});
    return;
  }
  const auto changed = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.id == change.id; });
  if (changed == rows.end()) return;
  if (change.words.empty()) {
    rows.erase(changed);
  } else {
    changed->words = change.words;
    changed->means = change.means;
  }
}

/// Needs of one kind, and who said them. Those of people who were signed out count as one person's.
struct Told {
  std::size_t needs = 0;
  std::set<domain::PersonId> people;
  void add(const storage::PastNeed& need) {
    ++needs;
    people.insert(need.requester);
  }
  [[nodiscard]] ManyOrNone shown() const { return people.size() >= enough_people ? ManyOrNone(needs) : std::nullopt; }
};
struct Tally {
  Told asked, holding, other_first, found, lost, better, worse, neutral;
};

/// The service that comes first, or null.
const domain::Service* first_of(const matching::Suggestions& found) {
  return found.abstains || found.services.empty() ? nullptr : found.services.front().service;
}

bool same(const domain::Service* a, const domain::Service* b) {
  if (a == nullptr || b == nullptr) return a == b;
  return a->id == b->id;
}

/// Whether a need was really solved where this service would have led.
bool is_where_it_was_solved(const plugins::Snapshot& snapshot, const domain::Service* service,
                            const storage::PastNeed& need) {
  if (service == nullptr) return false;
  if (!need.service.empty()) return need.service == service->id;
  const domain::Team* const team = snapshot.team(need.team);
  return std::any_of(service->route.begin(), service->route.end(), [&](const domain::Route& route) {
    return route.team == need.team || (team != nullptr && !team->of.empty() && route.team == team->of);
  });
}

void weigh(Preview& preview, Tally& tally, const identity::Viewer& viewer, domain::Language language,
           const Asked& asked, const matching::Suggestions& before, const matching::Suggestions& after) {
  const domain::Service* const first = first_of(before);
  const domain::Service* const then = first_of(after);
  if (same(first, then)) return;
  if (first == nullptr) {
    tally.found.add(asked.need);
  } else if (then == nullptr) {
    tally.lost.add(asked.need);
  } else {
    tally.other_first.add(asked.need);
  }
  const bool right_before = is_where_it_was_solved(*before.snapshot, first, asked.need);
  const bool right_after = is_where_it_was_solved(*after.snapshot, then, asked.need);
  auto verdict = Preview::Verdict::neutral;
  if (right_after && !right_before) verdict = Preview::Verdict::better;
  if (right_before && !right_after) verdict = Preview::Verdict::worse;
  (verdict == Preview::Verdict::better  ? tally.better
   : verdict == Preview::Verdict::worse ? tally.worse
                                        : tally.neutral)
      .add(asked.need);
  if (preview.examples.size() == most_examples || !viewer.in_team(asked.need.team)) return;
  preview.examples.push_back({asked.need.title, first != nullptr ? first->title.in(language) : "",
                              then != nullptr ? then->title.in(language) : "", verdict});
}

using Roots = std::vector<std::string>;

bool all_among(const Roots& some, const Roots& all) {
  return std::all_of(some.begin(), some.end(),
                     [&](const std::string& root) { return std::find(all.begin(), all.end(), root) != all.end(); });
}

/// Whether a service or an article says one of these roots. Most words are in a title: those are read first.
bool is_said(const plugins::Snapshot& snapshot, const Roots& roots) {
  const auto says = [&](std::string_view text, domain::Language language) {
    const Roots said = matching::terms_of(text, language);
    return std::any_of(roots.begin(), roots.end(), [&](const std::string& root) { return all_among({root}, said); });
  };
  const auto of_service = [&](const domain::Service& service) {
    std::string all = service.title.in(domain::Language::fr) + "\n" + service.summary.in(domain::Language::fr);
    for (const auto* list : {&service.says_fr, &service.says_en, &service.keywords_fr, &service.keywords_en}) {
      for (const std::string& each : *list) all += "\n" + each;
    }
    return says(all, domain::Language::fr) || says(service.title.in(domain::Language::en), domain::Language::en);
  };
  const auto of_title = [&](const domain::Article& article) {
    std::string all = article.title;
    for (const std::string& each : article.keywords) all += "\n" + each;
    return says(all, article.language);
  };
  const auto of_page = [&](const domain::Article& article) {
    return std::any_of(article.passages.begin(), article.passages.end(), [&](const domain::Passage& passage) {
      return says(passage.heading + "\n" + passage.text, article.language);
    });
  };
  return std::any_of(snapshot.services.begin(), snapshot.services.end(), of_service) ||
         std::any_of(snapshot.articles.begin(), snapshot.articles.end(), of_title) ||
         std::any_of(snapshot.articles.begin(), snapshot.articles.end(), of_page);
}

}  // namespace

Result<SynonymPreview> preview_synonym(const Counter& counter, const Asker& asker, const SynonymChange& change) {
  return preview_synonyms(counter, asker, {change});
}

Result<SynonymPreview> preview_synonyms(const Counter& counter, const Asker& asker,
                                        const std::vector<SynonymChange>& changes) {
  std::vector<storage::SynonymRow> rows;
  std::vector<storage::PastNeed> needs;
  std::vector<domain::Person> people;
  std::vector<plugins::Synonym> after;
  {
    storage::Reader reader = counter.database.read();
    rows = storage::Synonyms(reader).all();
    std::vector<storage::SynonymRow> left = rows;
    for (const SynonymChange& change : changes) {
      const auto good = checked_synonym(counter, reader, asker, change);
      if (!good) return good.error();
      apply(left, *good);
    }
    for (const auto& row : left) after.push_back({row.scope, row.words, row.means});
    needs = storage::PastNeeds(reader).solved(most_needs);
    std::vector<domain::RequestId> ids;
    for (const auto& need : needs) ids.push_back(need.id);
    const std::set<domain::RequestId> told = told_later(reader, ids);
    std::erase_if(needs, [&told](const storage::PastNeed& need) {
      return told.contains(need.id) || tells_of_distress(need.title, need.words, need.said);
    });
    people = requesters_of(reader, needs);
  }
  const auto allowed = counter.database.write([&](storage::Connection& connection) -> Result<domain::Done> {
    const std::string key = "synonym-preview:" + std::to_string(asker.id());
    if (storage::Accounts(connection).count_use(key, asker.now, domain::hour) <= most_previews_an_hour)
      return domain::Done{};
    return Error{ErrorKind::too_many, "error.synonym.too-often", {{"max", most_previews_an_hour}}, {}, ""};
  });
  if (!allowed) return allowed.error();

  const Folder folder(counter.data_folder);
  const plugins::Snapshot light = without_pages(*counter.registry.current());
  std::vector<plugins::Synonym> now;
  for (const auto& row : rows) now.push_back({row.scope, row.words, row.means});
  matching::Matcher present(folder.part("present")), changed(folder.part("changed"));
  if (auto built = present.rebuild(plugins::with_synonyms(light, std::move(now))); !built) return built.error();
  if (auto built = changed.rebuild(plugins::with_synonyms(light, std::move(after))); !built) {
    return built.error();
  }

  Preview preview;
  preview.means_nothing =
      changes.size() == 1 && !changes.front().means.empty() &&
      !is_said(*counter.registry.current(), matching::terms_of(changes.front().means, domain::Language::fr));
  std::vector<Roots> wanted;
  for (const SynonymChange& change : changes) {
    // Of what is removed the words are those that were there.
    std::string said = change.words;
    for (const auto& row : rows) {
      if (row.id == change.id && said.empty()) said = row.words;
    }
    wanted.push_back(matching::terms_of(said, domain::Language::fr));
  }
  Tally tally;
  const auto end = std::chrono::steady_clock::now() + patience;
  for (storage::PastNeed& need : needs) {
    if (std::chrono::steady_clock::now() > end) {
      preview.in_time = false;
      break;
    }
    const std::string words = words_of(need);
    const auto person =
        std::find_if(people.begin(), people.end(), [&need](const auto& each) { return each.id == need.requester; });
    const Asked asked{std::move(need), person != people.end() ? &*person : nullptr};
    tally.asked.add(asked.need);
    const Roots roots = matching::terms_of(words, domain::Language::fr);
    const bool holds = std::any_of(wanted.begin(), wanted.end(),
                                   [&](const Roots& some) { return !some.empty() && all_among(some, roots); });
    if (holds) tally.holding.add(asked.need);
    weigh(preview, tally, *asker.viewer, asker.language, asked,
          present.suggest(words, asked.requester, asker.language, 1, 0),
          changed.suggest(words, asked.requester, asker.language, 1, 0));
  }
  preview.asked = tally.asked.needs;
  preview.holding = tally.holding.shown();
  preview.other_first = tally.other_first.shown();
  preview.found = tally.found.shown();
  preview.lost = tally.lost.shown();
  preview.better = tally.better.shown();
  preview.worse = tally.worse.shown();
  preview.neutral = tally.neutral.shown();
  return preview;
}

}  // namespace guichet::counter
