// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/index.hpp"

#include "kernel/matching/index_layout.hpp"
#include "kernel/matching/index_writer.hpp"
#include "kernel/matching/sheet.hpp"
#include "kernel/matching/text.hpp"

#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <thread>
#include <unordered_map>

namespace guichet::matching {
namespace {

// Rises whenever the same snapshot would be indexed in another way: weights, stemming, lexicon.
constexpr std::string_view analysis_version = "3";

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

constexpr std::size_t own_bits = 63;  // groups with a bit of their own in the vocabulary

// By fingerprint. Of several that are the same, one.
std::unordered_map<std::uint64_t, std::size_t> numbers_of(const std::vector<std::uint64_t>& fingerprints) {
  std::unordered_map<std::uint64_t, std::size_t> numbers;
  for (std::size_t i = 0; i < fingerprints.size(); ++i) numbers.emplace(fingerprints[i], i);
  return numbers;
}

std::vector<std::uint64_t> roots_of(std::string_view text, domain::Language language) {
  std::vector<std::uint64_t> roots;
  for (const std::string& term : terms_of(text, language, most_words)) roots.push_back(root_number(term));
  return roots;
}

Sheet sheet_in(const plugins::Snapshot& snapshot, const domain::Service& service, std::size_t group) {
  return sheet_of(snapshot, service, group);
}
Sheet sheet_in(const plugins::Snapshot& /*snapshot*/, const domain::Article& article, std::size_t group) {
  return sheet_of(article, group);
}

ServiceWords words_in(const Sheet& sheet) {
  using Field = ServiceWords::Field;
  ServiceWords words;
  for (const Sheet::Piece& piece : sheet.pieces) {
    std::vector<std::uint64_t> roots = roots_of(piece.text, piece.language);
    if (piece.place == Sheet::Place::says) {
      words.add_sentence(std::move(roots), sentence_number(piece.text));
      continue;
    }
    const Field field = piece.place == Sheet::Place::title      ? Field::title
                        : piece.place == Sheet::Place::keywords ? Field::keywords
                        : piece.place == Sheet::Place::summary  ? Field::summary
                                                                : Field::linked;
    for (const std::uint64_t root : roots) words.add(field, root);
  }
  words.seal();
  return words;
}

}  // namespace

domain::Result<std::shared_ptr<const Index>> Index::open(const std::string& folder, plugins::SnapshotPtr snapshot,
                                                         const Index* before) {
  namespace fs = std::filesystem;
  try {
    std::shared_ptr<Index> index(new Index());
    index->snapshot_ = std::move(snapshot);
    index->synonyms_ = Synonyms(index->snapshot_->synonyms);

    fs::create_directories(folder);
    std::string name = "index-";
    name += analysis_version;
    name += '-';
    for (const char letter : index->snapshot_->fingerprint.substr(0, 80)) {
      name += std::isalnum(static_cast<unsigned char>(letter)) != 0 ? letter : '_';
    }
    const fs::path path = fs::path(folder) / name;
    if (index->snapshot_->fingerprint.empty() || !index->reopen(path)) {
      // Made beside and moved into place, so that a crash or another process never leaves half an index there.
      const fs::path beside = path.string() + ".building-" + std::to_string(::getpid());
      fs::remove_all(beside);
      if (before == nullptr || !index->follow(beside, *before)) index->build(beside);
      fs::remove_all(path);
      fs::rename(beside, path);
      index->open_handles(path);
    }
    index->path_ = path;
    index->read_words(before);
    remove_others(folder, path);
    return std::shared_ptr<const Index>(std::move(index));
  } catch (const Xapian::Error& error) {
    return failure(error.get_description());
  } catch (const std::exception& error) {
    return failure(error.what());
  }
}

void Index::Shelf::number_documents() {
  at.assign(documents.empty() ? 1 : *std::max_element(documents.begin(), documents.end()) + 1, 0);
  for (std::size_t i = 0; i < documents.size(); ++i) at[documents[i]] = static_cast<std::uint32_t>(i);
}

std::vector<std::size_t> Index::Shelf::take_over(const Shelf& before) {
  std::unordered_map<std::uint64_t, std::size_t> there = numbers_of(before.fingerprints);
  std::vector<bool> taken(before.fingerprints.size());
  for (std::size_t i = 0; i < fingerprints.size(); ++i) {
    const auto same = there.find(fingerprints[i]);
    if (same == there.end()) continue;
    documents[i] = before.documents[same->second];
    taken[same->second] = true;
    there.erase(same);
  }
  std::vector<std::size_t> gone;
  for (std::size_t i = 0; i < taken.size(); ++i) {
    if (!taken[i]) gone.push_back(i);
  }
  return gone;
}

std::size_t Index::Shelf::missing() const {
  return static_cast<std::size_t>(std::count(documents.begin(), documents.end(), 0U));
}

void Index::prepare(std::vector<domain::Audience> audiences) {
  audiences_ = std::move(audiences);
  const auto fill = [this](Shelf& shelf, const auto& offered) {
    shelf = {};
    for (const auto& one : offered) {
      shelf.groups.push_back(group_among(audiences_, one.audience));
      shelf.fingerprints.push_back(sheet_in(*snapshot_, one, shelf.groups.back()).fingerprint());
    }
    shelf.documents.resize(offered.size());
  };
  fill(services_, snapshot_->services);
  fill(articles_, snapshot_->articles);
}

void Index::read_words(const Index* before) {
  const auto share = [](const Shelf& shelf, const Shelf* there, const auto& words_there, auto& words,
                        const auto& read) {
    const auto numbers = numbers_of(there == nullptr ? std::vector<std::uint64_t>() : there->fingerprints);
    for (std::size_t i = 0; i < shelf.fingerprints.size(); ++i) {
      const auto same = numbers.find(shelf.fingerprints[i]);
      words.push_back(same == numbers.end() ? read(i) : words_there[same->second]);
    }
  };
  const Index nothing;
  const Index& there = before == nullptr ? nothing : *before;
  share(services_, &there.services_, there.service_words_, service_words_, [this](std::size_t number) {
    return std::make_shared<const ServiceWords>(words_in(sheet_of(*snapshot_, snapshot_->services[number], 0)));
  });
  share(articles_, &there.articles_, there.read_articles_, read_articles_,
        [this](std::size_t number) { return std::make_shared<const ReadArticle>(snapshot_->articles[number]); });
}

bool Index::reopen(const std::string& path) {
  if (!std::filesystem::exists(path)) return false;
  try {
    open_handles(path);
    const Handles& first = *handles_.front();
    auto layout = IndexLayout::from_text(first.services.get_metadata("layout"));
    const bool whole = layout && layout->services.size() == snapshot_->services.size() &&
                       layout->articles.size() == snapshot_->articles.size() &&
                       first.services.get_doccount() == snapshot_->services.size() &&
                       first.articles.get_doccount() == snapshot_->articles.size();
    if (whole) vocabulary_ = Vocabulary::from_text(first.services.get_metadata("vocabulary"));
    if (whole && (vocabulary_.size() > 0 || snapshot_->services.empty())) {
      prepare(std::move(layout->audiences));
      services_.documents = std::move(layout->services);
      articles_.documents = std::move(layout->articles);
      services_.number_documents();
      articles_.number_documents();
      return true;
    }
  } catch (const Xapian::Error&) {
    // Damaged: built again below.
  }
  handles_.clear();
  free_.clear();
  return false;
}

bool Index::follow(const std::string& path, const Index& before) {
  prepare(before.audiences_);
  if (audiences_.size() > own_bits && audiences_.size() > before.audiences_.size()) return false;
  const std::vector<std::size_t> gone_services = services_.take_over(before.services_);
  const std::vector<std::size_t> gone_articles = articles_.take_over(before.articles_);
  const std::size_t offered = services_.documents.size() + articles_.documents.size();
  if (2 * (services_.missing() + articles_.missing()) > offered) return false;
  std::filesystem::copy(before.path_, path, std::filesystem::copy_options::recursive);
  vocabulary_ = before.vocabulary_;
  write_missing(path, &before, gone_services, gone_articles);
  return true;
}

void Index::build(const std::string& path) {
  std::filesystem::create_directories(path);
  prepare({});
  vocabulary_ = {};
  write_missing(path, nullptr, {}, {});
}

void Index::write_missing(const std::string& path, const Index* before, const std::vector<std::size_t>& gone_services,
                          const std::vector<std::size_t>& gone_articles) {
  const int how = (before == nullptr ? Xapian::DB_CREATE_OR_OVERWRITE : Xapian::DB_OPEN) | Xapian::DB_NO_SYNC;
  Xapian::WritableDatabase services(path + "/services", how), articles(path + "/articles", how);
  const auto write = [&](IndexWriter writer, Shelf& shelf, const auto& offered, const Shelf* shelf_before,
                         const auto* offered_before, const std::vector<std::size_t>& gone) {
    for (const std::size_t number : gone) {
      writer.remove(shelf_before->documents[number],
                    sheet_in(before->snapshot(), (*offered_before)[number], shelf_before->groups[number]));
    }
    for (std::size_t i = 0; i < offered.size(); ++i) {
      if (shelf.documents[i] == 0) shelf.documents[i] = writer.add(sheet_in(*snapshot_, offered[i], shelf.groups[i]));
    }
    shelf.number_documents();
  };
  using Kind = IndexWriter::Kind;
  write(IndexWriter(Kind::services, services, vocabulary_), services_, snapshot_->services,
        before == nullptr ? nullptr : &before->services_, before == nullptr ? nullptr : &before->snapshot_->services,
        gone_services);
  write(IndexWriter(Kind::articles, articles, vocabulary_), articles_, snapshot_->articles,
        before == nullptr ? nullptr : &before->articles_, before == nullptr ? nullptr : &before->snapshot_->articles,
        gone_articles);
  vocabulary_.seal();
  services.set_metadata("vocabulary", vocabulary_.to_text());
  services.set_metadata("layout", IndexLayout{audiences_, services_.documents, articles_.documents}.to_text());
  articles.commit();
  services.commit();
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
  return std::find(groups.begin(), groups.end(), services_.groups[number]) != groups.end();
}

bool Index::article_is_for(std::size_t article, const std::vector<std::size_t>& groups) const {
  return std::find(groups.begin(), groups.end(), articles_.groups[article]) != groups.end();
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
