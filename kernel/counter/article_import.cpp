// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/article_import.hpp"

#include "kernel/counter/article_image.hpp"
#include "kernel/counter/article_record.hpp"
#include "kernel/counter/imported_page.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/plugins/authoring/markdown.hpp"
#include "kernel/plugins/sha256.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

namespace guichet::counter {
namespace {

namespace fs = std::filesystem;
using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Language;
using domain::Result;

constexpr std::size_t lost_shown = 10;

Error refused(const char* key, nlohmann::json parameters = nlohmann::json::object()) {
  return {ErrorKind::invalid, key, std::move(parameters), {}, ""};
}

bool is_html(const fs::path& path) {
  return path.extension() == ".html" || path.extension() == ".htm";
}
bool is_page(const fs::path& path) {
  return is_html(path) || path.extension() == ".md" || path.extension() == ".markdown";
}

/// A file of the folder with what its name says: "wifi/eduroam.en.md" is "wifi/eduroam" in English.
struct Source {
  fs::path path;  ///< from the folder
  std::string stem;
  std::optional<Language> language;
  std::string id;
};

Source source_of(const fs::path& path) {
  Source source{path, (path.parent_path() / path.stem()).generic_string(), std::nullopt, ""};
  for (const char* code : {".fr", ".en"}) {
    const std::string ending = code;
    if (source.stem.size() <= ending.size() || !source.stem.ends_with(ending)) continue;
    source.stem.erase(source.stem.size() - ending.size());
    source.language = domain::language_of(ending.substr(1));
    break;
  }
  return source;
}

Result<std::vector<Source>> sources_in(const fs::path& folder) {
  std::error_code failure;
  if (!fs::is_directory(folder, failure)) return refused("error.import.folder", {{"folder", folder.string()}});
  std::vector<Source> sources;
  // Symbolic links are not followed: what is imported is in the folder.
  for (fs::recursive_directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure)) {
    const bool hidden = at->path().filename().string().front() == '.';
    if (hidden && at->is_directory(failure)) at.disable_recursion_pending();
    if (hidden || at->is_symlink(failure) || !at->is_regular_file(failure) || !is_page(at->path())) continue;
    if (sources.size() == most_files) return refused("error.import.too-many", {{"max", most_files}});
    sources.push_back(source_of(at->path().lexically_relative(folder)));
  }
  if (failure) return refused("error.import.folder", {{"folder", folder.string()}});
  std::sort(sources.begin(), sources.end(),
            [](const Source& left, const Source& right) { return left.path < right.path; });
  return sources;
}

std::optional<std::string> content_of(const fs::path& path, std::size_t limit) {
  std::error_code failure;
  const auto size = fs::file_size(path, failure);
  if (failure || size > limit) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  if (!file) return std::nullopt;
  return content.str();
}

class Import {
 public:
  Import(const Counter& counter, const Asker& asker, const ArticleImport& import)
      : counter_(counter), asker_(asker), import_(import), folder_(fs::absolute(import.folder).lexically_normal()) {
    if (!folder_.has_filename()) folder_ = folder_.parent_path();
  }

  Result<std::vector<ImportedFile>> run() {
    auto sources = sources_in(folder_);
    if (!sources) return sources.error();
    name_articles(*sources);
    std::vector<ImportedFile> files;
    for (const Source& source : *sources) files.push_back(take(source));
    return files;
  }

 private:
  /// What a file is known by when the folder is imported again, wherever it lies then.
  std::string origin_of(const Source& source) const {
    const std::string collection = import_.source.empty() ? folder_.filename().string() : import_.source;
    return collection + "\n" + source.path.generic_string();
  }

  /// Language versions of one page have one id, that of the first import.
  void name_articles(std::vector<Source>& sources) {
    storage::Reader reader = counter_.database.read();
    storage::Articles articles(reader);
    for (const Source& source : sources) {
      if (const auto known = articles.by_origin(origin_of(source))) ids_.emplace(source.stem, known->id);
    }
    std::map<std::string, std::string> taken;
    for (Source& source : sources) {
      auto named = ids_.find(source.stem);
      if (named == ids_.end()) {
        std::string id = free_article_id(counter_, articles, source.stem);
        while (!taken.emplace(id, source.stem).second) id += "-2";
        named = ids_.emplace(source.stem, std::move(id)).first;
      }
      source.id = named->second;
      by_path_[source.path.generic_string()] = source.id;
    }
  }

  ImportedFile take(const Source& source) {
    ImportedFile file;
    file.path = source.path.generic_string();
    const auto refuse = [&](const Error& error) {
      file.outcome = ImportOutcome::refused;
      file.why = error.fields.empty() ? error.message : error.fields.front().message;
      file.parameters = error.fields.empty() ? error.parameters : error.fields.front().parameters;
      return file;
    };
    const std::size_t limit = is_html(source.path) ? largest_html : plugins::authoring::longest_page;
    const auto content = content_of(folder_ / source.path, limit);
    if (!content) return refuse(refused("error.import.read", {{"kilobytes", limit / 1000}}));
    images_.clear();
    const TargetOf target = [&](std::string_view to, bool image) {
      std::string found = image ? image_target(source, to) : link_target(source, to);
      if (found.empty() && file.lost.size() < lost_shown) file.lost.emplace_back(to.substr(0, 200));
      return found;
    };
    auto page = is_html(source.path) ? read_html_page(*content, target) : read_markdown_page(*content, target);
    if (!page) return refuse(page.error());
    complete(page->text, source);
    file.key = {source.id, page->language.value_or(source.language.value_or(import_.language))};
    if (auto wrong = wrong_parts(counter_, page->text); !wrong.empty()) {
      return refuse({ErrorKind::invalid, "error.article.wrong", nlohmann::json::object(), std::move(wrong), ""});
    }
    if (is_blank(page->text.markdown)) return refuse(refused("error.article.empty"));
    if (images_.size() > most_images) return refuse(refused("error.article.images", {{"max", most_images}}));
    if (const auto written = write(source, *content, page->text, file); !written) return refuse(written.error());
    return file;
  }

  void complete(ArticleText& text, const Source& source) const {
    if (is_blank(text.title)) text.title = source.path.stem().string();
    if (text.source.empty()) text.source = import_.source;
    if (text.licence.empty()) text.licence = import_.licence;
    text.owner = import_.owner;
    text.note = "article.note.imported";
  }

  /// The file of the folder that a target names, as seen from the page; empty when it leads out of the folder.
  fs::path beside(const Source& source, std::string_view target) const {
    const std::string_view path = target.substr(0, target.find_first_of("?#"));
    if (path.empty() || path.find(':') != std::string_view::npos || path.front() == '/') return {};
    std::string plain;
    for (std::size_t at = 0; at < path.size(); ++at) {
      const bool space = path.substr(at, 3) == "%20";
      plain += space ? ' ' : path[at];
      if (space) at += 2;
    }
    const fs::path from = (source.path.parent_path() / plain).lexically_normal();
    if (from.empty() || *from.begin() == ".." || from.is_absolute()) return {};
    return from;
  }

  std::string link_target(const Source& source, std::string_view target) const {
    for (const char* scheme : {"http://", "https://", "mailto:", "tel:", "article:", "service:", "#"}) {
      if (target.substr(0, std::string_view(scheme).size()) == scheme) return std::string(target);
    }
    const auto known = by_path_.find(beside(source, target).generic_string());
    if (known == by_path_.end()) return {};
    const std::size_t fragment = target.find('#');
    return "article:" + known->second +
           (fragment == std::string_view::npos ? "" : std::string(target.substr(fragment)));
  }

  std::string image_target(const Source& source, std::string_view target) {
    const fs::path from = beside(source, target);
    if (from.empty()) return {};
    const fs::path path = folder_ / from;
    std::error_code failure;
    // Nor is a folder on the way a link to elsewhere.
    if (fs::weakly_canonical(path, failure) != fs::weakly_canonical(folder_, failure) / from) return {};
    if (refusal_of_image(path.string())) return {};
    const auto content = content_of(path, static_cast<std::size_t>(largest_image));
    if (!content) return {};
    storage::ArticleImage image;
    image.article = source.id;
    image.sha256 = plugins::sha256(*content);
    image.name = path.filename().string();
    image.media_type = storage::media_type_of(path.string());
    image.size = static_cast<std::int64_t>(content->size());
    image.uploaded_by = asker_.id();
    image.created = asker_.now;
    if (!import_.dry_run && !counter_.files.put(*content)) return {};
    std::string named = "image:" + image.sha256;
    images_[image.sha256] = std::move(image);
    return named;
  }

  /// Of all that makes the article what it is.
  std::string digest_of(const std::string& content, const ArticleText& text) const {
    std::string all = content + "\n" + text.owner + "\n" + text.source + "\n" + text.licence;
    for (const auto& [sha256, unused] : images_) all += "\n" + sha256;
    return plugins::sha256(all);
  }

  Result<Done> write(const Source& source, const std::string& content, const ArticleText& text, ImportedFile& file) {
    const std::string origin = origin_of(source);
    const std::string digest = digest_of(content, text);
    const auto decide = [&](storage::Connection& connection, bool does) -> Result<Done> {
      storage::Articles articles(connection);
      auto stored = articles.find(file.key.id, file.key.language);
      if (stored && stored->origin != origin) return refused("error.import.twice");
      const bool same = stored && stored->origin_digest == digest;
      const bool publishes = import_.publish && !(same && stored->published == stored->latest);
      file.outcome = !stored              ? ImportOutcome::added
                     : same && !publishes ? ImportOutcome::unchanged
                                          : ImportOutcome::changed;
      if (!does || file.outcome == ImportOutcome::unchanged) return Done{};
      if (!stored) {
        stored = new_article(counter_, file.key, text, asker_);
        stored->origin = origin;
        stored->origin_digest = digest;
        articles.insert(*stored);
        articles.insert_version(version_of(file.key, 1, text, asker_));
      } else if (!same) {
        const auto latest = articles.version(file.key.id, file.key.language, stored->latest);
        file.was_edited = latest && latest->note != text.note;
        stored->owner = text.owner;
        stored->title = text.title;
        stored->origin_digest = digest;
        stored->latest += 1;
        if (!text.review_on.empty()) stored->review_on = text.review_on;
        articles.insert_version(version_of(file.key, stored->latest, text, asker_));
      }
      for (const auto& [unused, image] : images_) articles.save_image(image);
      if (import_.publish) {
        stored->published = stored->latest;
        stored->reviewed_at = asker_.now;
        stored->asked = 0;
        articles.mark_published(file.key.id, file.key.language, stored->latest, asker_.now);
        announce_article(connection, asker_, file.key, "article.published");
      }
      stored->updated = asker_.now;
      if (!articles.update(*stored, stored->revision)) return refused("error.article.changed");
      return Done{};
    };
    if (import_.dry_run) {
      storage::Reader reader = counter_.database.read();
      return decide(reader, false);
    }
    return counter_.database.write([&](storage::Connection& connection) { return decide(connection, true); });
  }

  const Counter& counter_;
  const Asker& asker_;
  const ArticleImport& import_;
  fs::path folder_;
  std::map<std::string, std::string> ids_;                    ///< by stem
  std::map<std::string, std::string> by_path_;                ///< id of each file's article
  std::map<std::string, storage::ArticleImage> images_ = {};  ///< of the file that is being taken
};

}  // namespace

Result<std::vector<ImportedFile>> import_articles(const Counter& counter, const Asker& asker,
                                                  const ArticleImport& import) {
  const identity::ArticleOwner owner{import.owner, domain::article_base};
  const bool known = counter.registry.current()->team(import.owner) != nullptr;
  if (!known) return refused("error.import.owner", {{"team", import.owner}});
  const bool may =
      asker.viewer != nullptr && (import.publish ? identity::may_publish_article(*asker.viewer, owner, asker.now)
                                                 : identity::may_write_article(*asker.viewer, owner, asker.now));
  if (!may) return Error{ErrorKind::forbidden, "error.article.publish", nlohmann::json::object(), {}, ""};
  return Import(counter, asker, import).run();
}

}  // namespace guichet::counter
