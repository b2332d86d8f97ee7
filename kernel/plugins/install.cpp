// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/bundle.hpp"
#include "kernel/plugins/bundle_errors.hpp"
#include "kernel/plugins/bundle_files.hpp"
#include "kernel/plugins/sha256.hpp"

#include <sodium.h>
#include <sys/stat.h>

#include <filesystem>

namespace guichet::plugins {
namespace {

namespace fs = std::filesystem;

/// A folder that is removed again unless it is kept.
class Draft {
 public:
  explicit Draft(fs::path path) : path_(std::move(path)) {}
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  ~Draft() { discard(); }

  [[nodiscard]] const fs::path& path() const { return path_; }

  [[nodiscard]] bool move_to(const fs::path& place) {
    std::error_code error;
    fs::rename(path_, place, error);
    if (!error) path_.clear();
    return !error;
  }

  void discard() {
    if (path_.empty()) return;
    std::error_code ignored;
    for (fs::recursive_directory_iterator entry(path_, ignored), end; !ignored && entry != end;
         entry.increment(ignored)) {
      if (entry->is_directory(ignored)) ::chmod(entry->path().c_str(), 0700);
    }
    fs::remove_all(path_, ignored);
    path_.clear();
  }

 private:
  fs::path path_;
};

fs::path draft_beside(const fs::path& place) {
  unsigned char random[8];
  randombytes_buf(random, sizeof random);
  char text[2 * sizeof random + 1];
  sodium_bin2hex(text, sizeof text, random, sizeof random);
  return place.parent_path() / (".draft-" + std::string(text));
}

domain::Result<domain::Done> copy_listed(const Bundle& bundle, const std::string& folder, const fs::path& to,
                                         unsigned mode) {
  std::error_code error;
  for (const auto& [path, expected] : bundle.manifest["files"].items()) {
    fs::create_directories((to / path).parent_path(), error);
    const auto hash = copy_file(folder + "/" + path, (to / path).string(), mode);
    if (!hash) return hash.error();
    if (*hash != expected) return not_installed(path + " changed while it was copied");
  }
  const auto manifest = copy_file(folder + "/manifest.json", (to / "manifest.json").string(), mode);
  if (!manifest) return manifest.error();
  if (*manifest != bundle.info.fingerprint) return not_installed("manifest.json changed while it was copied");
  if (fs::exists(folder + "/SIGNATURE", error)) {
    const auto signature = copy_file(folder + "/SIGNATURE", (to / "SIGNATURE").string(), mode);
    if (!signature) return signature.error();
  }
  return domain::Done{};
}

/// Innermost folders first: nothing can be added once its folder is read-only.
void make_read_only(const fs::path& folder) {
  std::error_code ignored;
  std::vector<fs::path> folders = {folder};
  for (fs::recursive_directory_iterator entry(folder, ignored), end; !ignored && entry != end;
       entry.increment(ignored)) {
    if (entry->is_directory(ignored)) folders.push_back(entry->path());
  }
  for (auto each = folders.rbegin(); each != folders.rend(); ++each) {
    sync_folder(each->string());
    ::chmod(each->c_str(), 0555);
  }
}

}  // namespace

domain::Result<std::string> install_bundle(const std::string& folder, const std::string& data_dir) {
  const domain::Result<Bundle> bundle = read_bundle(folder);
  if (!bundle) return bundle.error();
  const fs::path place = fs::path(data_dir) / "plugins" / bundle->info.id / bundle->info.fingerprint;
  std::error_code error;
  if (fs::exists(place, error)) {
    const domain::Result<Bundle> there = read_bundle(place.string());
    if (!there) return there.error();
    return place.string();
  }
  fs::create_directories(place.parent_path(), error);
  Draft draft(draft_beside(place));
  fs::create_directory(draft.path(), error);
  if (error) return not_installed(draft.path().string() + ": " + error.message());
  if (const auto copied = copy_listed(*bundle, folder, draft.path(), 0444); !copied) return copied.error();
  make_read_only(draft.path());
  if (!draft.move_to(place) && !fs::exists(place, error)) return not_installed(place.string() + " cannot be created");
  sync_folder(place.parent_path().string());
  return place.string();
}

domain::Result<authoring::Compilation> build_bundle(const std::string& source_folder, const std::string& library,
                                                    const std::string& output) {
  const auto sources = authoring::read_sources(source_folder);
  if (!sources) return sources.error();
  std::string library_hash;
  if (!library.empty()) {
    const auto hash = hash_file(library);
    if (!hash) return hash.error();
    library_hash = *hash;
  }
  authoring::Compilation compilation = authoring::compile_sources(*sources, library_hash);
  if (!compilation.ok()) return compilation;

  const fs::path place = fs::absolute(output).lexically_normal();
  std::error_code error;
  const bool replaceable = !fs::exists(place, error) || fs::exists(place / "manifest.json", error) ||
                           (fs::is_directory(place, error) && fs::is_empty(place, error));
  if (!replaceable) {
    return not_installed(output + " is there and is not a bundle: it is not replaced");
  }
  fs::create_directories(place.parent_path(), error);
  Draft draft(draft_beside(place));
  fs::create_directories(draft.path() / "docs", error);
  if (error) return not_installed(draft.path().string() + ": " + error.message());
  for (const auto& [path, text] : compilation.documents) {
    if (const auto written = write_file((draft.path() / path).string(), text, 0644); !written) return written.error();
  }
  if (!library.empty()) {
    const auto copied = copy_file(library, (draft.path() / "plugin.so").string(), 0755);
    if (!copied) return copied.error();
    if (*copied != library_hash) return not_installed(library + " changed while it was copied");
  }
  const std::string manifest = compilation.manifest.dump(1) + "\n";
  if (const auto written = write_file((draft.path() / "manifest.json").string(), manifest, 0644); !written)
    return written.error();
  Draft earlier(fs::exists(place, error) ? draft_beside(place) : fs::path());
  if (!earlier.path().empty()) fs::rename(place, earlier.path(), error);
  if (!draft.move_to(place)) return not_installed(output + " cannot be written");
  return compilation;
}

}  // namespace guichet::plugins
