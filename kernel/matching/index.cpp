// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/index.hpp"

#include "kernel/matching/index_writer.hpp"
#include "kernel/matching/text.hpp"

#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <thread>

namespace guichet::matching {
namespace {

// Rises whenever the same snapshot would be indexed in another way: weights, stemming, lexicon.
constexpr std::string_view analysis_version = "2";

bool same_audience(const domain::Audience& a, const domain::Audience& b) {
  return a.open_to_all == b.open_to_all && a.affiliation == b.affiliation && a.campus == b.campus &&
         a.component == b.component;
}

std::size_t group_among(std::vector<domain::Audience>& audiences, const domain::Audience& audience) {
  const auto found = std::find_if(audiences.begin(), audiences.end(), [&audience](const domain::Audience& other) {
    return same_audience(audience, other);
  });
  if (found != audiences.end()) return static_cast<std::size_t>(found - audiences.begin());
  audiences.push_back(audience);
  return audiences.size() - 1;
}

domain::Error failure(const std::string& what) {
  domain::Error error;
  error.message = "error.internal";
  error.detail = "matching index: " + what;
  return error;
}

// Folders of other snapshots. Whoever still has them open goes on reading what is unlinked.
void remove_others(const std::filesystem::path& folder, const std::filesystem::path& kept) {
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    if (entry.path() != kept && entry.path().filename().string().starts_with("index-")) {
      std::filesystem::remove_all(entry.path(), ignored);
    }
  }
}

std::vector<std::uint64_t> roots_of(std::string_view text, domain::Language language) {
  std::vector<std::uint64_t> roots;
  for (const std::string& term : terms_of(text, language, most_words)) roots.push_back(root_number(term));
  return roots;
}

}  // namespace

std::string group_term(std::size_t group) {
  return "G" + std::to_string(group);
}
std::string language_term(domain::Language language) {
  return "L" + std::string(domain::code_of(language));
}

domain::Result<std::shared_ptr<const Index>> Index::open(const std::string& folder, plugins::SnapshotPtr snapshot) {
  namespace fs = std::filesystem;
  try {
    std::shared_ptr<Index> index(new Index());
    index->snapshot_ = std::move(snapshot);
    index->synonyms_ = Synonyms(index->snapshot_->synonyms);
    index->read_groups();
    index->read_service_words();
    for (const domain::Article& article : index->snapshot_->articles) index->read_articles_.emplace_back(article);

    fs::create_directories(folder);
    std::string name = "index-";
    name += analysis_version;
    name += '-';
    for (const char letter : index->snapshot_->fingerprint.substr(0, 80)) {
      name += std::isalnum(static_cast<unsigned char>(letter)) != 0 ? letter : '_';
    }
    const fs::path path = fs::path(folder) / name;
    if (!index->snapshot_->fingerprint.empty() && index->reopen(path)) {
      remove_others(folder, path);
      return std::shared_ptr<const Index>(std::move(index));
    }

    // Built beside and moved into place, so that a crash or another process never leaves half an index there.
    const fs::path beside = path.string() + ".building-" + std::to_string(::getpid());
    fs::remove_all(beside);
    index->build(beside);
    fs::remove_all(path);
    fs::rename(beside, path);
    index->open_handles(path);
    remove_others(folder, path);
    return std::shared_ptr<const Index>(std::move(index));
  } catch (const Xapian::Error& error) {
    return failure(error.get_description());
  } catch (const std::exception& error) {
    return failure(error.what());
  }
}

void Index::read_groups() {
  for (const domain::Service& service : snapshot_->services) {
    service_group_.push_back(group_among(audiences_, service.audience));
  }
  for (const domain::Article& article : snapshot_->articles) {
    article_group_.push_back(group_among(audiences_, article.audience));
  }
}

void Index::read_service_words() {
  using domain::Language;
  using Field = ServiceWords::Field;
  for (const domain::Service& service : snapshot_->services) {
    ServiceWords& words = service_words_.emplace_back();
    for (const Language language : {Language::fr, Language::en}) {
      const auto add = [&](Field field, std::string_view text) {
        for (const std::uint64_t root : roots_of(text, language)) words.add(field, root);
      };
      const bool french = language == Language::fr;
      add(Field::title, french ? service.title.fr : service.title.en);
      add(Field::summary, french ? service.summary.fr : service.summary.en);
      for (const std::string& keyword : french ? service.keywords_fr : service.keywords_en) {
        add(Field::keywords, keyword);
      }
      for (const std::string_view synonym : synonyms_of(*snapshot_, service.id)) add(Field::keywords, synonym);
      for (const std::string& said : french ? service.says_fr : service.says_en) {
        words.add_sentence(roots_of(said, language));
      }
      for (const LinkedText& linked : linked_texts(*snapshot_, service, language)) add(Field::linked, linked.text);
    }
    words.seal();
  }
}

bool Index::reopen(const std::string& path) {
  if (!std::filesystem::exists(path)) return false;
  try {
    open_handles(path);
    const Handles& first = *handles_.front();
    const bool whole = first.services.get_doccount() == snapshot_->services.size() &&
                       first.articles.get_doccount() == snapshot_->articles.size();
    if (whole) vocabulary_ = Vocabulary::from_text(first.services.get_metadata("vocabulary"));
    if (whole && (vocabulary_.size() > 0 || snapshot_->services.empty())) return true;
  } catch (const Xapian::Error&) {
    // Damaged: built again below.
  }
  handles_.clear();
  free_.clear();
  return false;
}

void Index::build(const std::string& path) {
  std::filesystem::create_directories(path);
  Vocabulary vocabulary;
  const IndexWriter writer{*snapshot_, service_group_, article_group_};
  writer.write_articles(path + "/articles", vocabulary);
  writer.write_services(path + "/services", vocabulary);
  vocabulary.seal();
  Xapian::WritableDatabase services(path + "/services", Xapian::DB_OPEN);
  services.set_metadata("vocabulary", vocabulary.to_text());
  services.commit();
  vocabulary_ = std::move(vocabulary);
}

void Index::open_handles(const std::string& path) {
  // Searching is processor work: more handles than processors would only wait for each other elsewhere.
  const unsigned count = std::clamp(std::thread::hardware_concurrency(), 2U, 16U);
  for (unsigned i = 0; i < count; ++i) {
    handles_.push_back(
        std::make_unique<Handles>(Handles{Xapian::Database(path + "/services"), Xapian::Database(path + "/articles")}));
    free_.push_back(handles_.back().get());
  }
}

std::vector<std::size_t> Index::groups_of(const domain::Person* person) const {
  std::vector<std::size_t> groups;
  for (std::size_t group = 0; group < audiences_.size(); ++group) {
    if (audiences_[group].includes(person)) groups.push_back(group);
  }
  return groups;
}

bool Index::is_for(const domain::Service& service, const std::vector<std::size_t>& groups) const {
  const auto number = static_cast<std::size_t>(&service - snapshot_->services.data());
  return std::find(groups.begin(), groups.end(), service_group_[number]) != groups.end();
}

Groups Index::readable(const std::vector<std::size_t>& groups) const {
  Groups readable = 0;
  for (const std::size_t group : groups) readable |= group_bit(group);
  // The last bit is shared: it may be read only by who may read every group behind it.
  const auto shared = static_cast<std::size_t>(
      std::count_if(groups.begin(), groups.end(), [](std::size_t group) { return group >= 63; }));
  if (audiences_.size() > 63 && shared < audiences_.size() - 63) readable &= ~group_bit(63);
  return readable;
}

Index::Lease::Lease(const Index& index) : index_(index) {
  std::unique_lock lock(index.mutex_);
  index.returned_.wait(lock, [&index] { return !index.free_.empty(); });
  handles_ = index.free_.back();
  index.free_.pop_back();
}

Index::Lease::~Lease() {
  {
    const std::lock_guard lock(index_.mutex_);
    index_.free_.push_back(handles_);
  }
  index_.returned_.notify_one();
}

}  // namespace guichet::matching
