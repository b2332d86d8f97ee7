// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/jobs/indexer.hpp"
#include "kernel/storage/backup.hpp"
#include "web/guichet/commands.hpp"
#include "web/guichet/installation.hpp"

#include <algorithm>
#include <filesystem>

namespace guichet::web {
namespace {

constexpr const char* plugins_folder = "plugins";

/// Installed bundles belong to a copy as much as the rows that enable them. Error when the disk refuses.
domain::Result<domain::Done> copy_plugins(const std::filesystem::path& from, const std::filesystem::path& to,
                                          const char* message) {
  std::error_code failure;
  if (!std::filesystem::exists(from / plugins_folder)) return domain::Done{};
  std::filesystem::copy(from / plugins_folder, to / plugins_folder,
                        std::filesystem::copy_options::recursive | std::filesystem::copy_options::skip_existing,
                        failure);
  if (failure) return domain::Error{domain::ErrorKind::unavailable, message, {}, {}, failure.message()};
  return domain::Done{};
}

/// A copy within what it copies is lost with it.
bool lies_within(const std::string& target, const std::string& folder) {
  const auto plain = [](const std::string& path) {
    auto whole = std::filesystem::weakly_canonical(std::filesystem::absolute(path));
    return whole.has_filename() ? whole : whole.parent_path();
  };
  const auto inner = plain(target), outer = plain(folder);
  return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

}  // namespace

int run_backup(const Options& options, const Terminal& terminal) {
  if (lies_within(options.target, options.data)) {
    return terminal.fail({domain::ErrorKind::invalid, "error.backup.inside", {{"copy", options.target}}, {}, ""});
  }
  const auto opened = Installation::open(options, false);
  if (!opened) return terminal.fail(opened.error());
  const auto done = storage::backup((*opened)->database(), (*opened)->files_folder(), options.target);
  if (!done) return terminal.fail(done.error());
  if (auto copied = copy_plugins((*opened)->data(), options.target, "error.backup"); !copied) {
    return terminal.fail(copied.error());
  }
  terminal.tell("cli.backup.done", {{"copy", options.target}});
  return 0;
}

int run_restore(const Options& options, const Terminal& terminal) {
  std::error_code unreadable;
  if (!std::filesystem::is_directory(options.target, unreadable)) {  // before a data folder is made for nothing
    return terminal.fail({domain::ErrorKind::not_found, "error.restore.none", {{"source", options.target}}, {}, ""});
  }
  const auto opened = Installation::open(options, true);
  if (!opened) return terminal.fail(opened.error());
  const auto done = storage::restore(options.target, (*opened)->database(), (*opened)->files_folder());
  if (!done) return terminal.fail(done.error());
  if (auto copied = copy_plugins(options.target, (*opened)->data(), "error.restore"); !copied) {
    return terminal.fail(copied.error());
  }
  jobs::catch_up((*opened)->counter(), (*opened)->search());
  terminal.tell("cli.restore.done", {{"data", options.data}});
  return 0;
}

}  // namespace guichet::web
